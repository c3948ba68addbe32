package dev.sluice.catalog;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

import dev.sluice.common.test.HouseRules;

class ArchitectureTests {

    @Test
    void featuresDependOnEachOtherInOneDirection() {
        ApplicationModules.of(CatalogApplication.class).verify();
    }

    @Test
    void theHouseRulesHold() {
        HouseRules.check("dev.sluice.catalog");
    }
}
