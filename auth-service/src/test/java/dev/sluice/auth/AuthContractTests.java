package dev.sluice.auth;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

import dev.sluice.common.test.OpenApiContract;

@AuthTest
class AuthContractTests {

    @LocalServerPort int port;

    @Test
    void theApiIsTheOneThatWasFrozen() {
        OpenApiContract.check(port);
    }
}
