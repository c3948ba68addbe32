package dev.sluice.ingest;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

import dev.sluice.common.test.OpenApiContract;
import dev.sluice.common.test.SluiceTest;

@SluiceTest
class OpenApiTests {

    @LocalServerPort
    private int port;

    @Test
    void theApiIsTheOneThatWasAgreedOn() {
        OpenApiContract.check(port);
    }
}
