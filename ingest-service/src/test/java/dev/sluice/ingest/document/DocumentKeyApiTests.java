package dev.sluice.ingest.document;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.sluice.common.test.Http;
import dev.sluice.common.test.SluiceTest;
import dev.sluice.ingest.Door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What an idempotency key does for an upload. */
@SluiceTest
class DocumentKeyApiTests {

    private static final Duration LONG = Duration.ofSeconds(60);

    @LocalServerPort
    private int port;

    @Value("${sluice.objects.file.root}")
    private Path objects;

    @Autowired
    private JdbcClient db;

    private final String submitter = UUID.randomUUID().toString();
    private final String token = Door.submitter(submitter);
    private Door door;
    private Traces traces;
    private String dataset;

    @BeforeEach
    void declare() {
        door = new Door(port);
        traces = new Traces(db, objects, submitter);
        dataset = door.dataset();
    }

    @Test
    void aKeyStandsForOneReceipt() throws IOException {
        Http.Answer first = door.upload(token, dataset, Door.CSV, "Idempotency-Key", "\"k\"");
        Http.Answer again = door.upload(token, dataset, Door.CSV, "Idempotency-Key", "\"k\"");
        assertThat(again.status()).as("%s", again).isEqualTo(202);
        assertThat(Door.id(again)).isEqualTo(Door.id(first));
        Http.Answer other = door.upload(token, dataset, Door.CSV + "a,b\n", "Idempotency-Key", "\"k\"");
        assertThat(other.status()).as("%s", other).isEqualTo(422);
        assertThat(other.problem()).isEqualTo("idempotency-key-reused");
        String another = door.dataset();
        assertThat(door.upload(token, another, Door.CSV, "Idempotency-Key", "\"k\"").status()).isEqualTo(422);
        assertThat(traces.stored()).hasSize(1);
        assertThat(Door.id(door.upload(Door.submitter(), dataset, Door.CSV, "Idempotency-Key", "\"k\"")))
                .as("a key belongs to its client").isNotEqualTo(Door.id(first));
        assertThat(door.upload(token, dataset, Door.CSV, "Idempotency-Key", "a b").status()).isEqualTo(400);
    }

    @Test
    void aKeyInFlightIsRefusedUntilItsRequestEnds() throws IOException {
        Socket client = door.begin(token, dataset, Door.CSV, "Idempotency-Key", "\"slow\"");
        try (client) {
            await().atMost(LONG).until(() -> traces.uploads() == 1);
            Http.Answer second = door.upload(token, dataset, Door.CSV, "Idempotency-Key", "\"slow\"");
            assertThat(second.status()).as("%s", second).isEqualTo(409);
            assertThat(second.problem()).isEqualTo("idempotency-key-in-flight");
            assertThat(second.header("Retry-After")).isNotEmpty();
        }
        await().atMost(LONG).until(() -> door.upload(token, dataset, Door.CSV, "Idempotency-Key", "\"slow\"")
                .status() == 202);
    }

    @Test
    void theSameKeyAtTheSameMomentGivesOneReceipt() throws InterruptedException, ExecutionException {
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 10; round++) {
                String key = "\"race-" + round + "\"";
                var answers = IntStream.range(0, 6).mapToObj(client -> clients.submit(
                        () -> door.upload(token, dataset, Door.CSV, "Idempotency-Key", key))).toList();
                Set<Integer> statuses = new HashSet<>();
                for (Future<Http.Answer> answer : answers) {
                    statuses.add(answer.get().status());
                }
                assertThat(statuses).isSubsetOf(202, 409).contains(202);
            }
        }
        assertThat(db.sql("select count(*) from receipt where submitter = ?").param(submitter)
                .query(Integer.class).single()).isEqualTo(10);
        assertThat(traces.stored()).hasSize(10);
    }
}
