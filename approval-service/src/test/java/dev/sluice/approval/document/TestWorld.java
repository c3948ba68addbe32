package dev.sluice.approval.document;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import javax.sql.DataSource;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.approval.durable.worker.TestEngine;
import dev.sluice.approval.flags.TestFlags;
import dev.sluice.common.event.Event;
import dev.sluice.common.identity.Actor;
import dev.sluice.common.identity.Role;
import dev.sluice.common.object.ObjectStore;
import dev.sluice.common.object.TestObjects;
import dev.sluice.common.outbox.TestOutbox;
import dev.sluice.common.test.SettableClock;

/** The document feature on a real database, driven step by step, without a web server or a broker. */
final class TestWorld {

    static final String AIRPORTS = """
            {"fields":[{"name":"iata","type":"string","constraints":{"required":true}},
                       {"name":"opened","type":"date"},{"name":"runways","type":"integer"}],
             "primaryKey":"iata"}""";
    static final Actor ANN = new Actor("ann-id", "ann@example.org", Set.of(Role.SUBMITTER), Set.of());
    static final Actor REX = new Actor("rex-id", "rex@example.org", Set.of(Role.REVIEWER), Set.of());
    static final Actor ROY = new Actor("roy-id", "roy@example.org", Set.of(Role.REVIEWER), Set.of());

    final JsonMapper json = TestEngine.JSON;
    final SettableClock clock = new SettableClock();
    private final Clock time;
    final Path folder;
    final ObjectStore objects;
    final Jobs jobs;
    final TestEngine engine;
    final ApprovalDesk desk;
    final JobBoard board;
    private final Intake intake;

    TestWorld() {
        this(folder(), true);
    }

    TestWorld(Path folder, boolean fourEyes) {
        this(folder, fourEyes, null, TestEngine.database(),
                new TransactionTemplate(new JdbcTransactionManager(TestEngine.database())));
    }

    /** With a clock of its own the test's settable one is not used. */
    TestWorld(Path folder, boolean fourEyes, Clock own, DataSource database,
            TransactionTemplate transactions) {
        time = own == null ? clock : own;
        this.folder = folder;
        JdbcClient jdbc = JdbcClient.create(database);
        objects = TestObjects.in(folder);
        jobs = new Jobs(jdbc, json);
        Announcements announcements = new Announcements(TestOutbox.on(database), jobs, json, time);
        DocumentProperties properties = new DocumentProperties(Duration.ofHours(24), 2, 1000,
                new DocumentProperties.Retry(3, Duration.ZERO, Duration.ZERO));
        DocumentSteps steps = new DocumentSteps(objects, json, properties);
        StagingRemoval removal = new StagingRemoval(steps);
        DocumentApproval workflow = new DocumentApproval(
                steps, removal, TestEngine.starter(time, database, transactions), jobs, announcements,
                properties, time);
        engine = new TestEngine(time, database, transactions, workflow, removal);
        desk = new ApprovalDesk(jobs, engine.callbacks, announcements, TestFlags.fourEyes(fourEyes),
                engine.transactions, new SimpleMeterRegistry(), time);
        board = new JobBoard(jobs, engine.durable, objects);
        intake = new Intake(engine.durable, workflow, jobs, engine.transactions, json, time);
    }

    /** Uploads a document of Ann's and has it processed until it waits, or fails. */
    UUID waiting(String csv) {
        UUID id = receive(csv.getBytes(StandardCharsets.UTF_8));
        engine.runDue();
        return id;
    }

    UUID receive(byte[] csv) {
        UUID id = UUID.randomUUID();
        deliver(event(id, csv));
        return id;
    }

    void deliver(Event event) {
        intake.handle(event);
    }

    Event event(UUID id, byte[] csv) {
        String key = "uploads/" + id + "/airports.csv";
        try {
            objects.put(key, new ByteArrayInputStream(csv));
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        JsonNode data = json.valueToTree(Map.of("document_id", id, "dataset", "airports", "object_key", key,
                "content_type", "text/csv", "size", csv.length, "sha256", sha256(csv),
                "requested_by", Map.of("id", ANN.id(), "name", ANN.name()), "schema",
                        json.readTree(AIRPORTS)));
        return new Event(id.toString(), DocumentReceived.TYPE, URI.create("/ingest-service"), id.toString(),
                time.instant(), "airports", data);
    }

    Ruling approve(UUID id, Actor reviewer) {
        return desk.decide(id, reviewer, new ApprovalDesk.Statement(true, "fine", job(id).digest()));
    }

    Ruling reject(UUID id, Actor reviewer) {
        return desk.decide(id, reviewer, new ApprovalDesk.Statement(false, "no", job(id).digest()));
    }

    Job job(UUID id) {
        return jobs.find(id).orElseThrow();
    }

    String text(String key) throws IOException {
        try (InputStream bytes = objects.open(key)) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The types of what was announced of a job. */
    List<String> announced(UUID job) {
        return engine.jdbc.sql("select event->>'type' from outbox where event->>'subject' = ?").param(
                job.toString())
                .query(String.class).list();
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        }
        catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static Path folder() {
        try {
            return Files.createTempDirectory(Path.of("target").toAbsolutePath(), "objects");
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
