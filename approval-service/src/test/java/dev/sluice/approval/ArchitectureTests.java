package dev.sluice.approval;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

import dev.sluice.common.test.HouseRules;

class ArchitectureTests {

    @Test
    void featuresDependOnEachOtherInOneDirection() {
        ApplicationModules.of(ApprovalApplication.class).verify();
    }

    @Test
    void theHouseRulesHold() {
        HouseRules.check("dev.sluice.approval");
    }
}
