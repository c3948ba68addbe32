package dev.sluice.catalog;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.context.WebApplicationContext;

import dev.sluice.common.test.Http;
import dev.sluice.common.test.OpenApiContract;
import dev.sluice.common.test.RouteList;

import static org.assertj.core.api.Assertions.assertThat;

@CatalogTest
class ContractTests {

    @Autowired
    private Door door;
    @Autowired
    private WebApplicationContext service;

    @Test
    void theApiIsTheOneThatWasAgreed() {
        OpenApiContract.check(door.port());
    }

    @Test
    void everyRouteHasARow() {
        RouteList.check(service);
    }

    @Test
    void whatIsMeasuredCanBeRead() {
        Http.Answer metrics = door.send("GET", "/actuator/prometheus", "");
        assertThat(metrics.status()).isEqualTo(200);
        assertThat(metrics.body()).doesNotContain("dev-only")
                .contains("sluice_catalog_deliveries_open", "sluice_catalog_deliveries_failed");
    }
}
