package dev.sluice.auth;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.context.WebApplicationContext;

import dev.sluice.common.test.OpenApiContract;
import dev.sluice.common.test.RouteList;

@AuthTest
class AuthContractTests {

    @LocalServerPort int port;

    @Autowired WebApplicationContext service;

    @Test
    void theApiIsTheOneThatWasFrozen() {
        OpenApiContract.check(port);
    }

    @Test
    void everyRouteHasARow() {
        RouteList.check(service);
    }
}
