package dev.sluice.ingest;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

import dev.sluice.common.test.HouseRules;

class ArchitectureTests {

    @Test
    void featuresUseOnlyWhatOthersOffer() {
        ApplicationModules.of(IngestApplication.class).verify();
    }

    @Test
    void theHouseRulesHold() {
        HouseRules.check("dev.sluice.ingest");
    }
}
