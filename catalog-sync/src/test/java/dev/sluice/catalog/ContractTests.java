package dev.sluice.catalog;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import dev.sluice.common.test.Http;
import dev.sluice.common.test.OpenApiContract;

import static org.assertj.core.api.Assertions.assertThat;

@CatalogTest
class ContractTests {

    @Autowired
    private Door door;

    @Test
    void theApiIsTheOneThatWasAgreed() {
        OpenApiContract.check(door.port());
    }

    @Test
    void whatIsMeasuredCanBeRead() {
        Http.Answer metrics = door.send("GET", "/actuator/prometheus", "");
        assertThat(metrics.status()).isEqualTo(200);
        assertThat(metrics.body()).doesNotContain("dev-only")
                .contains("sluice_catalog_deliveries_open", "sluice_catalog_deliveries_failed");
    }
}
