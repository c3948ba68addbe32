package dev.sluice.flag;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

import dev.sluice.common.test.OpenApiContract;

@FlagTest
class ContractTests {

    @LocalServerPort
    private int port;

    @Test
    void theApiIsTheOneThatWasAgreedOn() {
        OpenApiContract.check(port);
    }
}
