package dev.sluice.local.launch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.sluice.local.process.LoopbackPorts;
import dev.sluice.local.process.ServerFailed;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PortsTests {

    @Test
    void allPortsThatAreTakenAreNamedInOneSentence() throws IOException {
        int free = LoopbackPorts.free(1).getFirst();
        try (ServerSocket one = taken(); ServerSocket other = taken()) {
            int first = Math.min(one.getLocalPort(), other.getLocalPort());
            int second = Math.max(one.getLocalPort(), other.getLocalPort());

            assertThatExceptionOfType(ServerFailed.class)
                    .isThrownBy(() -> Ports.refuseTaken(
                            Map.of(second, "Kafka", free, "Redis", first, "PostgreSQL")))
                    .withMessageEndingWith("127.0.0.1: " + first + " (PostgreSQL), " + second + " (Kafka).");
        }
        Ports.refuseTaken(Map.of(free, "Redis"));
    }

    private static ServerSocket taken() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }
}
