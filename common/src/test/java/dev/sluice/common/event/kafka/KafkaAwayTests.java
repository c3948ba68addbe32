package dev.sluice.common.event.kafka;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KafkaAwayTests {

    private final Logger chatty = (Logger) LoggerFactory.getLogger(
            "org.apache.kafka.clients.admin.internals.AdminMetadataManager");
    private final Level usual = chatty.getLevel();
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        chatty.setLevel(Level.INFO);
        lines.start();
        chatty.addAppender(lines);
    }

    @AfterEach
    void listenNoMore() {
        chatty.detachAppender(lines);
        chatty.setLevel(usual);
    }

    @Test
    void aClusterThatIsAwayIsLookedForWithoutHaste() throws IOException {
        var properties = new KafkaEventProperties("127.0.0.1:" + closedPort(), Duration.ofSeconds(10),
                Map.of());
        try (KafkaTopics topics = new KafkaTopics(properties.client(), 1, Duration.ofSeconds(5))) {
            assertThatThrownBy(() -> topics.check(Duration.ofSeconds(3)));
        }
        assertThat(lines.list).isNotEmpty().hasSizeLessThan(100);
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
