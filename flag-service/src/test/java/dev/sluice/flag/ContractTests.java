package dev.sluice.flag;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.context.WebApplicationContext;

import dev.sluice.common.test.OpenApiContract;
import dev.sluice.common.test.RouteList;

@FlagTest
class ContractTests {

    @LocalServerPort
    private int port;

    @Autowired
    private WebApplicationContext service;

    @Test
    void theApiIsTheOneThatWasAgreedOn() {
        OpenApiContract.check(port);
    }

    @Test
    void everyRouteHasARow() {
        RouteList.check(service);
    }
}
