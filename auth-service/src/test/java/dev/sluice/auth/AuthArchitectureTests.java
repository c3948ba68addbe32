package dev.sluice.auth;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

import dev.sluice.common.test.HouseRules;

class AuthArchitectureTests {

    @Test
    void featuresDependOnEachOtherAsTheySay() {
        ApplicationModules.of(AuthApplication.class).verify();
    }

    @Test
    void theHouseRulesHold() {
        HouseRules.check("dev.sluice.auth");
    }
}
