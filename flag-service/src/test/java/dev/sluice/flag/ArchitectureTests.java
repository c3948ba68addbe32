package dev.sluice.flag;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

import dev.sluice.common.test.HouseRules;

class ArchitectureTests {

    @Test
    void featuresDependOnEachOtherInOneDirection() {
        ApplicationModules.of(FlagApplication.class).verify();
    }

    @Test
    void theHouseRulesHold() {
        HouseRules.check("dev.sluice.flag");
    }
}
