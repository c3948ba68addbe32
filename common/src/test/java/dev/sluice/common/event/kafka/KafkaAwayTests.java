package dev.sluice.common.event.kafka;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(OutputCaptureExtension.class)
@Execution(ExecutionMode.SAME_THREAD)
class KafkaAwayTests {

    /** Has a line for each time that it turns to its bootstrap servers. */
    private static final String CHATTY = "org.apache.kafka.clients.admin.internals.AdminMetadataManager";

    private final LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());

    @BeforeEach
    void listen() {
        logging.setLogLevel(CHATTY, LogLevel.INFO);
    }

    @AfterEach
    void listenNoMore() {
        logging.setLogLevel(CHATTY, LogLevel.WARN);
    }

    @Test
    void aClusterThatIsAwayIsLookedForWithoutHaste(CapturedOutput output) throws IOException {
        var properties = new KafkaEventProperties("127.0.0.1:" + closedPort(), Duration.ofSeconds(10),
                Map.of());
        try (KafkaTopics topics = new KafkaTopics(properties.client(), 1, Duration.ofSeconds(5))) {
            assertThatThrownBy(() -> topics.check(Duration.ofSeconds(3)));
        }
        assertThat(output.getOut().lines().filter(line -> line.contains("Rebootstrapping")))
                .isNotEmpty().hasSizeLessThan(100);
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
