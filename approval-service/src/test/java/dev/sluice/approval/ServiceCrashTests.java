package dev.sluice.approval;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.common.event.Event;
import dev.sluice.common.identity.Role;
import dev.sluice.common.object.Stored;
import dev.sluice.common.object.TestObjects;
import dev.sluice.common.test.Http;
import dev.sluice.common.test.ServiceProcess;
import dev.sluice.common.test.TestIssuer;
import dev.sluice.common.test.TestKafka;
import dev.sluice.local.stack.Postgres;
import dev.sluice.local.stack.Stack;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The whole service is killed while one job stands at each checkpoint: what came before it is done, and its
 * commit is not. A lock in the database holds the jobs there.
 */
class ServiceCrashTests {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String CSV = "iata,opened\n00M,3/4/1999\n,2001-01-01\n00R,\n";
    private static final String SCHEMA = """
            {"fields":[{"name":"iata","constraints":{"required":true}},{"name":"opened","type":"date"}]}""";
    private static final List<String> CHECKPOINTS = List.of("extract", "transform", "load",
            "approval-submitter", "finalize", "archive", "complete", "clean-up", "ExecutionSucceeded");

    private static final String REVIEWER = TestIssuer.shared().token(Role.REVIEWER);

    @TempDir
    private Path folder;
    private final String prefix = "crash" + UUID.randomUUID().toString().substring(0, 8) + ".";
    private final Map<String, UUID> jobs = new HashMap<>();
    private final Set<UUID> approved = new HashSet<>();

    @Test
    void killMinus9AtAnyCheckpointNeitherLosesNorDoublesAnything() throws Exception {
        Postgres postgres = Stack.shared().postgres();
        String url = postgres.newDatabase("crash");
        ServiceProcess service = new ServiceProcess(ApprovalApplication.class, Map.of(
                "spring.datasource.url", url,
                "spring.datasource.username", postgres.user(),
                "spring.datasource.password", postgres.password(),
                "spring.datasource.hikari.maximum-pool-size", 20,
                "sluice.approval.durable.concurrency", CHECKPOINTS.size(),
                "sluice.objects.file.root", folder,
                "sluice.events.prefix", prefix,
                "sluice.events.kafka.bootstrap-servers", Stack.shared().kafka().bootstrapServers(),
                "sluice.identity.issuer", TestIssuer.shared().url()));
        try (Connection connection = DriverManager.getConnection(url)) {
            JdbcClient database = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            service.start();
            holdJobsAtTheirCheckpoints(database);
            for (UUID id : jobs.values()) {
                publish(id);
            }
            await().until(() -> approveAllThatWait(service) && held(database) == CHECKPOINTS.size());
            service.kill();
            release(database);
            service.takeOver();
            await().until(() -> approveAllThatWait(service) && jobs.values().stream()
                    .allMatch(id -> status(service, id).equals("COMPLETED")));
            assertEverythingIsThereOnce(database, service);
        }
        finally {
            service.stop();
        }
    }

    private void holdJobsAtTheirCheckpoints(JdbcClient database) {
        database.sql("""
                create table held (execution_id uuid, checkpoint text);
                create function hold() returns trigger language plpgsql as $$
                begin
                    if new.type in ('StepStarted', 'ExecutionSucceeded') and exists (
                            select from held where execution_id = new.execution_id
                            and checkpoint = coalesce(new.name, new.type)) then
                        perform pg_advisory_xact_lock(1);
                    end if;
                    return new;
                end $$;
                create trigger hold before insert on execution_event for each row execute function hold()""")
                .update();
        database.sql("select pg_advisory_lock(1)").query((row, n) -> 0).single();
        for (String checkpoint : CHECKPOINTS) {
            UUID id = UUID.randomUUID();
            jobs.put(checkpoint, id);
            database.sql("insert into held values (?, ?)").params(id, checkpoint).update();
        }
    }

    private static long held(JdbcClient database) {
        return database.sql("""
                select count(*) from pg_locks where locktype = 'advisory' and objid = 1 and not granted
                and database = (select oid from pg_database where datname = current_database())""")
                .query(Long.class).single();
    }

    /** What the dead process still had open is gone, and its leases have ended. */
    private static void release(JdbcClient database) {
        String others = " from pg_stat_activity where datname = current_database()"
                + " and pid <> pg_backend_pid()";
        database.sql("select pg_terminate_backend(pid)" + others).query((row, n) -> 0).list();
        await().until(() -> database.sql("select count(*)" + others).query(Long.class).single() == 0);
        database.sql("select pg_advisory_unlock(1)").query((row, n) -> 0).single();
        database.sql("update execution set wake_at = now() where status = 'RUNNING'").update();
    }

    private void publish(UUID id) throws Exception {
        String key = "uploads/" + id + "/airports.csv";
        byte[] csv = CSV.getBytes(StandardCharsets.UTF_8);
        Stored stored = TestObjects.in(folder).put(key, new ByteArrayInputStream(csv));
        JsonNode data = JSON.valueToTree(Map.of("document_id", id, "dataset", "airports", "object_key", key,
                "content_type", "text/csv", "size", stored.size(), "sha256", stored.sha256(),
                "requested_by", Map.of("id", "ann-id", "name", "ann@example.org"),
                "schema", JSON.readTree(SCHEMA)));
        Event event = new Event(id.toString(), "dev.sluice.document.received.v1",
                URI.create("/ingest-service"), id.toString(), Clock.systemUTC().instant(), "airports", data);
        TestKafka.publish(prefix + "sluice.documents", event);
    }

    private boolean approveAllThatWait(ServiceProcess service) {
        for (JsonNode waiting : get(service, "/approvals?size=100").path("items")) {
            UUID id = UUID.fromString(waiting.path("job_id").asString());
            if (approved.add(id)) {
                String digest = waiting.path("digest").asString();
                assertThat(Http.send(Http.json(service.port(), "/approve/" + id, REVIEWER,
                        "{\"digest\":\"" + digest + "\"}")).status()).isEqualTo(200);
            }
        }
        return true;
    }

    private static String status(ServiceProcess service, UUID id) {
        return get(service, "/status/" + id).path("status").asString("");
    }

    private static JsonNode get(ServiceProcess service, String path) {
        return Http.send(Http.request(service.port(), path, REVIEWER)).json();
    }

    private void assertEverythingIsThereOnce(JdbcClient database, ServiceProcess service)
            throws Exception {
        for (UUID id : jobs.values()) {
            String output = Files.readString(folder.resolve("processed/" + id + "/output.jsonl"));
            assertThat(output).isEqualTo("""
                    {"iata":"00M","opened":"1999-03-04"}
                    {"iata":"00R","opened":null}
                    """);
            assertThat(get(service, "/status/" + id).path("digest").asString()).isEqualTo(sha256(output));
            assertThat(folder.resolve("processed/" + id + "/rejected.jsonl")).isNotEmptyFile();
            assertThat(folder.resolve("archive/" + id + "/airports.csv")).hasContent(CSV);
            assertThat(folder.resolve("uploads/" + id)).doesNotExist();
        }
        await().until(() -> database.sql("select count(*) from execution where status <> 'SUCCEEDED'")
                .query(Long.class).single() == 0);
        assertThat(jobs.values()).allSatisfy(id ->
                assertThat(folder.resolve("staging/" + id)).doesNotExist());
        assertThat(database.sql("""
                select type || ' ' || coalesce(name, '') from execution_event
                where type <> 'InvocationCompleted' group by execution_id, type, operation_id, name
                having count(*) > 1""").query(String.class).list()).as("done twice").isEmpty();
        await().until(() ->
                database.sql("select count(*) from outbox").query(Long.class).single() == 0);
        Set<String> announced = new HashSet<>();
        jobs.values().forEach(id -> announced.add(id + ".dev.sluice.document.approved.v1"));
        assertThat(decisions()).isEqualTo(announced);
    }

    private static String sha256(String text) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256")
                .digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The ids of all events on the topic. */
    private Set<String> decisions() {
        Set<String> ids = new HashSet<>();
        try (var consumer = new KafkaConsumer<>(TestKafka.client(), new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(prefix + "sluice.decisions").stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
                consumer.poll(Duration.ofMillis(500)).forEach(record ->
                        ids.add(JSON.readTree(record.value()).path("id").asString()));
            }
        }
        return ids;
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(100));
    }
}
