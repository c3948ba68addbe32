package dev.sluice.ingest;

import java.net.Socket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.common.test.Http;
import dev.sluice.local.engine.Kind;
import dev.sluice.local.process.Parallel;
import dev.sluice.local.stack.Stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What 202 promises when something is killed while documents come in. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashTests {

    static final Duration LONG = Duration.ofSeconds(60);

    private Stack stack;
    private IngestProcess ingest;
    private String database;
    private Topic topic;
    private String dataset;
    private Crowd crowd;

    @BeforeAll
    void startEverything(@TempDir Path folder) throws Exception {
        stack = Stack.fresh(folder.resolve("stack"));
        stack.start(EnumSet.of(Kind.POSTGRES, Kind.KAFKA));
        database = stack.postgres().newDatabase("ingest");
        ingest = new IngestProcess(folder, database, Map.of(
                "sluice.events.kafka.bootstrap-servers", stack.kafka().bootstrapServers(),
                "sluice.events.kafka.session-timeout", "6s"));
        topic = new Topic(stack.kafka().bootstrapServers());
    }

    @AfterAll
    void stopEverything() throws Exception {
        try {
            if (topic != null) {
                topic.close();
            }
            if (ingest != null) {
                ingest.stop();
            }
        }
        finally {
            stack.close();
        }
    }

    @BeforeEach
    void declare() {
        dataset = ingest.door().dataset();
        crowd = new Crowd(ingest.door(), dataset);
    }

    @Test
    void documentsThatWereAcceptedAroundACrashOfTheBrokerAreAllAnnounced() throws Exception {
        crowd.start();
        crowd.awaitAccepted(20);
        stack.kafka().kill();
        crowd.awaitAccepted(20);
        stack.kafka().start();
        crowd.awaitAccepted(10);
        assertNothingLostAndNothingDoubled(crowd.stop());
    }

    @Test
    void documentsThatWereAcceptedAroundACrashOfTheDatabaseAreAllAnnounced() throws Exception {
        crowd.start();
        crowd.awaitAccepted(20);
        stack.postgres().kill();
        crowd.awaitRefused(4);
        stack.postgres().start();
        crowd.awaitAccepted(20);
        assertNothingLostAndNothingDoubled(crowd.stop());
    }

    @Test
    void aKilledServiceLeavesNoHalfDocumentAndLosesNoneThatWaitsForTheBroker() throws Exception {
        String submitter = UUID.randomUUID().toString();
        Socket half = ingest.door().begin(Door.submitter(submitter), dataset,
                Door.CSV + "x,y\n".repeat(50_000), "Idempotency-Key", "\"half\"");
        try (half) {
            await().atMost(LONG).until(() -> ingest.incomingBytes() > 100_000);
            crowd.start();
            crowd.awaitAccepted(20);
            stack.kafka().kill();
            crowd.awaitAccepted(20);
            ingest.kill();
        }
        crowd.awaitRefused(4);
        assertThat(find(submitter, "half")).isEmpty();
        // Whichever comes first has to do without the other.
        Parallel.forEach(List.<Runnable>of(stack.kafka()::start, ingest::takeOver), Runnable::run);
        crowd.awaitAccepted(10);
        Map<String, Optional<UUID>> answers = crowd.stop();
        await().atMost(LONG).untilAsserted(() -> {
            Http.Answer again = ingest.door().upload(Door.submitter(submitter), dataset, Door.CSV,
                    "Idempotency-Key", "\"half\"");
            assertThat(again.status()).as("%s", again).isEqualTo(202);
            answers.put("half", Optional.of(Door.id(again)));
        });
        assertNothingLostAndNothingDoubled(answers);
    }

    /** @param answers what each client was told, by idempotency key: the receipt, or nothing that says */
    private void assertNothingLostAndNothingDoubled(Map<String, Optional<UUID>> answers) throws Exception {
        Set<UUID> promised = new HashSet<>();
        for (Map.Entry<String, Optional<UUID>> answer : answers.entrySet()) {
            if (answer.getValue().isPresent()) {
                promised.add(answer.getValue().get());
                continue;
            }
            Optional<UUID> there = find(Crowd.SUBMITTER, answer.getKey());
            await().atMost(LONG).untilAsserted(() -> {
                Http.Answer again = crowd.upload(answer.getKey());
                assertThat(again.status()).as("%s", again).isEqualTo(202);
                there.ifPresent(receipt -> assertThat(Door.id(again)).isEqualTo(receipt));
                promised.add(Door.id(again));
            });
        }
        assertThat(promised).as("one receipt for each document").hasSameSizeAs(answers.keySet());
        Set<String> keys = new HashSet<>();
        assertThat(receipts(keys)).as("every receipt was promised to somebody").isEqualTo(promised);
        // What comes twice comes with the same id, by which consumers know it: one event for each document.
        await().atMost(LONG).untilAsserted(() -> assertThat(topic.receipts(dataset))
                .containsExactlyInAnyOrderElementsOf(promised));
        await("left-over objects are removed").atMost(LONG).untilAsserted(() -> assertThat(ingest.objects())
                .containsExactlyInAnyOrderElementsOf(allObjectKeys()));
        await("receipts tell of it").atMost(LONG).untilAsserted(() -> assertThat(ingest.door()
                .get(Door.steward(), "/receipts?state=RECEIVED&dataset=" + dataset).json().path("total")
                .asInt()).isZero());
    }

    private Set<UUID> receipts(Set<String> keys) throws SQLException {
        Set<UUID> found = new HashSet<>();
        query("select id, object_key from receipt where dataset = ?", List.of(dataset), row -> {
            found.add(row.getObject(1, UUID.class));
            keys.add(row.getString(2));
        });
        return found;
    }

    private List<String> allObjectKeys() throws SQLException {
        List<String> keys = new ArrayList<>();
        query("select object_key from receipt", List.of(), row -> keys.add(row.getString(1)));
        return keys;
    }

    private Optional<UUID> find(String submitter, String key) throws SQLException {
        Map<String, UUID> found = new HashMap<>();
        query("select id from receipt where submitter = ? and idempotency_key = ?", List.of(submitter, key),
                row -> found.put(key, row.getObject(1, UUID.class)));
        return Optional.ofNullable(found.get(key));
    }

    private void query(String sql, List<String> values, Row each) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database);
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int index = 0; index < values.size(); index++) {
                statement.setString(index + 1, values.get(index));
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    each.read(rows);
                }
            }
        }
    }

    private interface Row {
        void read(ResultSet row) throws SQLException;
    }
}
