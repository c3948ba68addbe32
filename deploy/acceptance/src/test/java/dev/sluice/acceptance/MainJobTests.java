package dev.sluice.acceptance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import dev.sluice.acceptance.permission.Permissions;
import dev.sluice.acceptance.secret.LogSearch;
import dev.sluice.acceptance.secret.Overheard;
import dev.sluice.acceptance.secret.Secrets;
import dev.sluice.common.test.Http;
import dev.sluice.local.demo.Answer;
import dev.sluice.local.demo.Demo;
import dev.sluice.local.demo.Door;
import dev.sluice.local.launch.Broker;
import dev.sluice.local.launch.LocalPlatform;
import dev.sluice.local.launch.Service;
import dev.sluice.local.process.Parallel;
import dev.sluice.local.process.Server;
import dev.sluice.local.stack.Component;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The main job on the packaged services, on one broker and then on the other, whatever is killed meanwhile.
 */
@ParameterizedClass
@EnumSource(Broker.class)
class MainJobTests {

    /** What airports.csv holds, all of it valid by its contract. */
    private static final int AIRPORTS = 3376;

    private static final Path CHECKOUT = Path.of(System.getProperty("sluice.checkout")).normalize();
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /**
     * What is otherwise waited for: what was cut off counts as dead, the work of who was killed is taken
     * over, an unanswered send fails, a failed event is tried again.
     */
    private static final Map<String, String> IMPATIENT = Map.of(
            "sluice.ingest.upload.lease", "10s",
            "sluice.approval.durable.lease", "6s",
            "sluice.catalog.delivery.lease", "10s",
            "sluice.events.kafka.session-timeout", "6s",
            "sluice.events.publish-timeout", "3s",
            "sluice.events.retry.max-backoff", "1s",
            // So that an event is tried for as long as ever.
            "sluice.events.retry.attempts", "100",
            "sluice.outbox.max-backoff", "1s",
            // Nobody is signed out here, so nobody needs to hear of it within a second.
            "sluice.identity.revocations.bound", "10s",
            // The first hash of a JVM on a busy machine is slow.
            "sluice.auth.password.longest-wait", "30s");

    private static final Secrets SECRETS = new Secrets();

    /** What the launcher and the demo have printed. */
    private static final List<String> TOLD = new CopyOnWriteArrayList<>();

    private static final Map<String, Object> SCHEMA = Map.of("fields", List.of(
            Map.of("name", "name", "type", "string", "constraints", Map.of("required", true))));

    private static Path directory;
    private static LocalPlatform platform;
    private static People people;

    @Parameter
    private Broker broker;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        directory = folder;
        platform = LocalPlatform.fresh(CHECKOUT, directory, Broker.KAFKA, IMPATIENT);
        SECRETS.addSettings(Files.readAllLines(directory.resolve("credentials.env")));
        HttpClient http = new Overheard(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE).build(), SECRETS);
        people = new People(platform.addresses(), http);
        Http.through(http);
        platform.start(TOLD::add);
    }

    @BeforeParameterizedClassInvocation
    static void moveTo(Broker broker) {
        platform.moveTo(broker, TOLD::add);
    }

    @AfterAll
    static void stop() throws IOException {
        platform.close();
        LogSearch search = LogSearch.of(SECRETS);
        assertThat(search.in(platform.logs())).isEmpty();
        assertThat(search.in("what the launcher and the demo say", String.join("\n", TOLD))).isEmpty();
    }

    /** After all that was done and all that was killed; each log is kept for only one run more. */
    @AfterParameterizedClassInvocation
    static void noSecretIsInAnyLog(Broker broker) throws IOException {
        List<Path> logs = platform.logs();
        assertThat(logs).extracting(log -> directory.relativize(log).toString())
                .contains("logs/auth-service.log", "logs/approval-service.log", "logs/ingest-service.log",
                        "logs/flag-service.log", "logs/catalog-sync.log", "logs/stand-ins.log",
                        "stack/postgres/log", "stack/redis/node-1/log", "stack/" + broker.id() + "/log");
        assertThat(LogSearch.of(SECRETS).in(logs)).isEmpty();
    }

    @Test
    void aDocumentGetsFromUploadToTheCatalogue() throws IOException {
        assertIsWhole(tell());
    }

    private static Demo.Outcome tell() {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        Demo.Outcome outcome =
                new Demo(platform.addresses(), people.anonymous(),
                        new PrintStream(lines, true, StandardCharsets.UTF_8)).run();
        TOLD.add(lines.toString(StandardCharsets.UTF_8));
        assertThat(lines.toString(StandardCharsets.UTF_8)).contains(outcome.job());
        assertThat(lines.toString(StandardCharsets.UTF_8).lines())
                .isNotEmpty().allMatch(line -> line.matches(".* http://127\\.0\\.0\\.1:\\d+/\\S+"));
        return outcome;
    }

    private static void assertIsWhole(Demo.Outcome outcome) throws IOException {
        JsonNode summary = outcome.status().path("summary");
        assertThat(summary.path("records").asInt()).isEqualTo(AIRPORTS);
        assertThat(summary.path("rejected").asInt()).isZero();
        assertThat(outcome.lines()).isEqualTo(AIRPORTS);
        assertThat(outcome.status().path("job_id").asString()).isEqualTo(outcome.job());
        List<String> succeeded = outcome.status().path("steps").valueStream()
                .filter(step -> step.path("status").asString().equals("SUCCEEDED"))
                .map(step -> step.path("name").asString())
                .toList();
        assertThat(succeeded)
                .containsSubsequence("extract", "transform", "load", "approval", "finalize", "archive");
        assertThat(states(outcome.receipt())).containsExactly("RECEIVED", "PUBLISHED", "APPROVED");
        Path objects = directory.resolve("objects");
        String archived = outcome.status().path("archive_key").asString();
        assertThat(outcome.receipt().path("object_key").asString()).isEqualTo(archived);
        try (InputStream source = Demo.class.getResourceAsStream("airports.csv")) {
            assertThat(objects.resolve(archived)).hasBinaryContent(source.readAllBytes());
        }
        assertThat(objects.resolve("uploads").resolve(outcome.job())).doesNotExist();
    }

    @Test
    void whatIsAcceptedCompletesOnceWhateverIsKilled() throws IOException {
        String dataset = declare("survivors");
        Door submitter = people.newcomer("submitter");
        Door reviewer = people.newcomer("reviewer");
        Uploads uploads = new Uploads(submitter, ingest("/documents?dataset=" + dataset));
        // Those that a document passes through.
        List<Server> services = Stream.of(Service.INGEST, Service.APPROVAL, Service.CATALOG)
                .map(platform::server).toList();
        Component bus = broker.in(platform.stack());
        Component database = platform.stack().postgres();
        try (Reviewing reviewing = new Reviewing(reviewer, platform.addresses(), dataset)) {
            if (broker == Broker.KAFKA) {
                // What a killed service leaves to its broker is in the contract that both brokers pass.
                amid(uploads, reviewing, () -> services.forEach(Server::kill),
                        () -> Parallel.forEach(services, Server::start));
            }
            amid(uploads, reviewing, bus::kill, () -> {
                outlastTheRelay(uploads);
                bus.start();
            });
            amid(uploads, reviewing, database::kill, database::start);
            await().untilAsserted(() -> assertThat(uploads.accepted()).hasSize(uploads.size()));
            await().untilAsserted(() -> assertThat(
                    jobs(reviewer, "&dataset=" + dataset + "&status=COMPLETED")).isEqualTo(uploads.size()));
        }
        assertThat(jobs(reviewer, "&dataset=" + dataset)).isEqualTo(uploads.size());
        uploads.accepted().forEach((job, document) -> {
            List<String> output = submitter.read(approval("/jobs/" + job + "/output"), Stream::toList);
            assertThat(output).isEqualTo(Uploads.output(document));
            await().untilAsserted(() -> assertThat(states(submitter.get(ingest("/receipts/" + job)).body()))
                    .containsExactly("RECEIVED", "PUBLISHED", "APPROVED"));
        });
        assertIsCataloguedOnce(dataset, uploads.accepted().keySet());
        assertIsWhole(tell());
    }

    /** Kills while documents come in, one of them half sent, and others are at every stage of their way. */
    private static void amid(Uploads uploads, Reviewing reviewing, Runnable kill, Runnable start) {
        CountDownLatch rest = new CountDownLatch(1);
        int approved = reviewing.approved();
        uploads.startHalf(rest);
        uploads.start(8);
        await().until(() -> reviewing.approved() >= approved + 2);
        int accepted = uploads.accepted().size();
        uploads.start(8);
        await().until(() -> uploads.accepted().size() > accepted);
        kill.run();
        start.run();
        rest.countDown();
    }

    /** Returns when an event was given up: before that, the broker's client itself sends it again. */
    private static void outlastTheRelay(Uploads uploads) {
        double before = givenUp();
        uploads.start(1);
        await().until(() -> givenUp() > before);
    }

    private static double givenUp() {
        return Door.anonymous().read(ingest("/actuator/prometheus"), lines -> lines
                .filter(line -> line.startsWith("sluice_events_published_total"))
                .filter(line -> line.contains("outcome=\"failed\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ')))).sum());
    }

    /** Catalogue-sync knows an event by its id, so a decision announced twice is two deliveries. */
    private static void assertIsCataloguedOnce(String dataset, Iterable<String> jobs) {
        Door steward = people.administrator();
        await().untilAsserted(() -> assertThat(steward.get(catalog("/deliveries?size=100")).expect(200).body()
                .path("items").valueStream()
                .filter(delivery -> delivery.path("dataset").asString().equals(dataset))
                .map(delivery -> delivery.path("job_id").asString()))
                .containsExactlyInAnyOrderElementsOf(jobs));
        await().until(() -> steward.get(catalog("/datasets/" + dataset)).text("state").equals("SYNCED"));
        URI asset = URI.create(steward.get(catalog("/datasets/" + dataset)).text("asset_url"));
        assertThat(Door.anonymous().get(asset.resolve("/_state")).expect(200).body()
                .path("assets").valueStream().map(known -> known.path("name").asString()))
                .contains(dataset).doesNotHaveDuplicates();
    }

    @Test
    void whoAskedDecidesOnlyWhileTheFlagAllowsIt() {
        String dataset = declare("own");
        Door both = people.newcomer("submitter", "reviewer");
        Door steward = people.newcomer("steward");

        String first = upload(both, dataset);
        Answer refused = approve(both, first, digest(both, first));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("type")).isEqualTo("urn:sluice:problem:four-eyes");

        fourEyes(steward, false);
        await().until(() -> approve(both, first, digest(both, first)).status() == 200);

        String second = upload(both, dataset);
        fourEyes(steward, true);
        // Until the flag is seen, the answer is that nobody was shown such a digest.
        await().until(() -> approve(both, second, "0".repeat(64)).status() == 403);
        assertThat(approve(both, second, digest(both, second)).status()).isEqualTo(403);
        assertThat(both.get(approval("/status/" + second)).text("status")).isEqualTo("PENDING_APPROVAL");
    }

    /** What a broker carries is nothing to it, so one of them will do. */
    @TestFactory
    Stream<DynamicTest> everybodyMayWhatTheMatrixSays() {
        return broker == Broker.KAFKA ? Permissions.of(platform.addresses()) : Stream.empty();
    }

    private static void fourEyes(Door steward, boolean on) {
        URI address = URI.create(platform.addresses().flag() + "/flags/four-eyes");
        Answer now = steward.get(address).expect(200);
        steward.with("If-Match", now.headers().firstValue("ETag").orElseThrow()).put(address, Map.of(
                "description", now.text("description"), "owner", now.text("owner"),
                "status", now.text("status"), "expiration_date", now.text("expiration_date"),
                "enabled", on)).expect(200);
    }

    private static String upload(Door submitter, String dataset) {
        return submitter.post(ingest("/documents?dataset=" + dataset), "text/csv",
                BodyPublishers.ofString("name\nAnn\n")).expect(202).text("id");
    }

    private static String digest(Door reviewer, String job) {
        return await().until(() -> reviewer.get(approval("/status/" + job)).text("digest"),
                digest -> !digest.isEmpty());
    }

    private static Answer approve(Door reviewer, String job, String digest) {
        return reviewer.post(approval("/approve/" + job), Map.of("reason", "Mine", "digest", digest));
    }

    /** Returns the name of the data set, which is of this broker. */
    private String declare(String kind) {
        String dataset = kind + "-" + broker.id();
        people.administrator().put(ingest("/datasets/" + dataset), SCHEMA).expect(201);
        return dataset;
    }

    private static long jobs(Door reviewer, String filter) {
        return reviewer.get(approval("/jobs?size=1" + filter)).expect(200).body().path("total").asLong();
    }

    private static List<String> states(JsonNode receipt) {
        return receipt.path("events").valueStream().map(event -> event.path("state").asString()).toList();
    }

    private static URI ingest(String path) {
        return URI.create(platform.addresses().ingest() + path);
    }

    private static URI approval(String path) {
        return URI.create(platform.addresses().approval() + path);
    }

    private static URI catalog(String path) {
        return URI.create(platform.addresses().catalog() + path);
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(PATIENCE).ignoreExceptions()
                .pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(100));
    }
}
