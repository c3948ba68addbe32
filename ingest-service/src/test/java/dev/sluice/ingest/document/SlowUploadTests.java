package dev.sluice.ingest.document;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

import dev.sluice.common.test.SluiceTest;
import dev.sluice.ingest.Door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Uploads that take longer than others believe in them. */
@SluiceTest
@TestPropertySource(properties = {"sluice.ingest.upload.lease=4s", "sluice.ingest.upload.sweep-every=1h"})
class SlowUploadTests {

    private static final Duration LONG = Duration.ofSeconds(60);

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient db;

    private final String submitter = UUID.randomUUID().toString();
    private Door door;
    private String dataset;

    @BeforeEach
    void declare() {
        door = new Door(port);
        dataset = door.dataset();
    }

    @Test
    void aClientThatFallsSilentIsToldSoWhileItsUploadStillCounts() throws IOException {
        try (Socket client = door.begin(Door.submitter(submitter), dataset, Door.CSV)) {
            await().atMost(LONG).until(() -> uploads() == 1);
            assertThat(answer(client)).startsWith("HTTP/1.1 408").contains("request-timeout");
            await().atMost(LONG).until(() -> uploads() == 0);
        }
    }

    @Test
    void anUploadThatWasGivenUpIsNotReadToItsEnd() throws IOException {
        try (Socket client = door.begin(Door.submitter(submitter), dataset, Door.CSV)) {
            await().atMost(LONG).until(() -> uploads() == 1);
            db.sql("update upload set abandoned = true where submitter = ?").param(submitter).update();
            await().atMost(LONG).pollInterval(Duration.ofMillis(200)).until(() -> {
                Door.chunk(client, "x,y\n");
                return client.getInputStream().available() > 0;
            });
            assertThat(answer(client)).startsWith("HTTP/1.1 503").contains("upload-abandoned");
            assertThat(uploads()).isZero();
        }
    }

    @Test
    void aClientThatIsSlowButNotSilentIsServed() throws IOException {
        try (Socket client = door.begin(Door.submitter(submitter), dataset, Door.CSV)) {
            long end = System.nanoTime() + Duration.ofSeconds(6).toNanos();
            await().atMost(LONG).pollInterval(Duration.ofMillis(500)).until(() -> {
                Door.chunk(client, "x,y\n");
                return System.nanoTime() > end;
            });
            client.getOutputStream().write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(answer(client)).startsWith("HTTP/1.1 202");
        }
    }

    private int uploads() {
        return db.sql("select count(*) from upload where submitter = ?").param(submitter)
                .query(Integer.class).single();
    }

    /** What the service says first. */
    private static String answer(Socket client) throws IOException {
        client.setSoTimeout((int) LONG.toMillis());
        byte[] first = new byte[8192];
        int length = client.getInputStream().read(first);
        return new String(first, 0, Math.max(0, length), StandardCharsets.UTF_8);
    }
}
