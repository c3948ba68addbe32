package dev.sluice.ingest.document;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.sluice.common.identity.Role;
import dev.sluice.common.test.Http;
import dev.sluice.common.test.SluiceTest;
import dev.sluice.common.test.TestIssuer;
import dev.sluice.ingest.Door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@SluiceTest
class DocumentApiTests {

    private static final Duration LONG = Duration.ofSeconds(60);

    @LocalServerPort
    private int port;

    @Value("${sluice.objects.file.root}")
    private Path objects;

    @Autowired
    private JdbcClient db;

    @Autowired
    private MeterRegistry meters;

    private final String submitter = UUID.randomUUID().toString();
    private final String token = Door.submitter(submitter);
    private Door door;
    private String dataset;

    @BeforeEach
    void declare() {
        door = new Door(port);
        dataset = door.dataset();
    }

    @Test
    void aDocumentIsStoredAsItCameAndHasAReceipt() throws IOException {
        Http.Answer answer = door.upload(token, dataset, Door.CSV, "Content-Disposition",
                "attachment; filename=\"../airports 1.csv\"");
        assertThat(answer.status()).as("%s", answer).isEqualTo(202);
        assertThat(answer.header("Location")).isEqualTo("/receipts/" + Door.id(answer));
        assertThat(answer.json().path("state").stringValue()).isEqualTo("RECEIVED");
        assertThat(answer.json().path("job_id").stringValue()).isEqualTo(Door.id(answer).toString());
        assertThat(answer.json().path("dataset").stringValue()).isEqualTo(dataset);
        String key = answer.json().path("object_key").stringValue();
        assertThat(key).isEqualTo("uploads/" + Door.id(answer) + "/airports_1.csv");
        assertThat(Files.readString(objects.resolve(key))).isEqualTo(Door.CSV);
        assertThat(answer.json().at("/events/0/state").stringValue()).isEqualTo("RECEIVED");
        assertThat(answer.json().path("size").asInt()).isEqualTo(Door.CSV.length());
    }

    @Test
    void aFormIsTakenAsWell() throws IOException {
        Http.Answer answer = door.form(token, dataset, "../airports 1.csv", "text/csv", Door.CSV);
        assertThat(answer.status()).as("%s", answer).isEqualTo(202);
        String key = answer.json().path("object_key").stringValue();
        assertThat(key).isEqualTo("uploads/" + Door.id(answer) + "/airports_1.csv");
        assertThat(Files.readString(objects.resolve(key))).isEqualTo(Door.CSV);
        assertThat(door.form(token, dataset, "a.csv", "application/octet-stream", Door.CSV).status())
                .isEqualTo(202);
    }

    @ParameterizedTest
    @CsvSource({
        "text/csv;charset=iso-8859-1, 415, unsupported-media-type",
        "application/json,            415, unsupported-media-type",
        "application/x-www-form-urlencoded, 415, unsupported-media-type",
    })
    void anotherTypeIsRefused(String type, int status, String problem) {
        Http.Answer answer = door.post(token, "/documents?dataset=" + dataset, type,
                BodyPublishers.ofString(Door.CSV));
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        assertThat(answer.problem()).isEqualTo(problem);
        assertNothingIsLeft();
    }

    @Test
    void aFormWithAnotherTypeIsRefused() {
        assertThat(door.form(token, dataset, "a.png", "image/png", Door.CSV).status()).isEqualTo(415);
        assertThat(door.form(token, dataset, "a.exe", "", Door.CSV).status()).isEqualTo(415);
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "second"})
    void aFormWithTwoFilesIsRefusedRatherThanHalfTaken(String name) {
        String part = "--b\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"a.csv\"\r\n\r\n"
                + Door.CSV + "\r\n";
        Http.Answer answer = door.post(token, "/documents?dataset=" + dataset,
                "multipart/form-data; boundary=b",
                BodyPublishers.ofString(part.formatted("file") + part.formatted(name) + "--b--\r\n"));
        assertThat(answer.status()).as("%s", answer).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("invalid-parameter");
        assertThat(answer.json().at("/errors/0/parameter").asString()).isEqualTo("file");
        assertNothingIsLeft();
    }

    @Test
    void anEmptyDocumentIsRefused() {
        Http.Answer answer = door.upload(token, dataset, "");
        assertThat(answer.status()).as("%s", answer).isEqualTo(422);
        assertThat(answer.problem()).isEqualTo("empty-document");
        assertThat(door.form(token, dataset, "a.csv", "text/csv", "").problem()).isEqualTo("empty-document");
        assertNothingIsLeft();
    }

    @Test
    void anUnknownDataSetIsRefused() {
        Http.Answer answer = door.upload(token, "no-such-set", Door.CSV);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.problem()).isEqualTo("unknown-dataset");
        assertThat(door.post(token, "/documents", "text/csv", BodyPublishers.ofString(Door.CSV)).status())
                .isEqualTo(400);
        assertNothingIsLeft();
    }

    @Test
    void aNameThatCannotBeIsTheClientsError() {
        Http.Answer answer = door.upload(token, "a%00b", Door.CSV);
        assertThat(answer.status()).as("%s", answer).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("invalid-request");
        assertNothingIsLeft();
    }

    @Test
    void aHeaderWithoutARequiredFieldIsRefusedWithItsName() {
        Http.Answer answer = door.upload(token, dataset, "name\nThigpen\n");
        assertThat(answer.status()).as("%s", answer).isEqualTo(422);
        assertThat(answer.json().at("/missing/0").stringValue()).isEqualTo("iata");
        assertNothingIsLeft();
    }

    @Test
    void aDocumentOverTheLimitIsRefusedHoweverItComes() {
        double before = refused("too-large");
        String large = Door.CSV + "x,y\n".repeat(300_000);
        assertThat(door.upload(token, dataset, large).status()).isEqualTo(413);
        Http.Answer chunked = door.post(token, "/documents?dataset=" + dataset, "text/csv",
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(
                        large.getBytes(StandardCharsets.UTF_8))));
        assertThat(chunked.status()).as("%s", chunked).isEqualTo(413);
        assertThat(chunked.problem()).isEqualTo("too-large");
        Http.Answer form = door.form(token, dataset, "a.csv", "text/csv", large);
        assertThat(form.status()).as("%s", form).isEqualTo(413);
        assertThat(form.problem()).isEqualTo("too-large");
        assertThat(refused("too-large")).isEqualTo(before + 3);
        assertNothingIsLeft();
    }

    @Test
    void anUploadThatIsBrokenOffLeavesNothing() throws IOException {
        Socket client = door.begin(token, dataset, Door.CSV + "x,y\n".repeat(50_000));
        try (client) {
            await().atMost(LONG).until(() -> uploads() == 1);
        }
        await().atMost(LONG).until(() -> uploads() == 0);
        assertNothingIsLeft();
    }

    @Test
    void anUploadThatWasGivenUpIsNotAcceptedAnyMore() throws IOException {
        try (Socket client = door.begin(token, dataset, Door.CSV)) {
            await().atMost(LONG).until(() -> uploads() == 1);
            db.sql("update upload set alive_until = now() - interval '1 second' where submitter = ?")
                    .param(submitter).update();
            await("the sweep").atMost(LONG).until(() -> db.sql(
                    "select abandoned from upload where submitter = ?").param(submitter)
                    .query(Boolean.class).single());
            Door.chunk(client, "");
            assertThat(new BufferedReader(new InputStreamReader(client.getInputStream(),
                    StandardCharsets.US_ASCII)).readLine()).contains(" 503 ");
        }
        assertNothingIsLeft();
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
        assertThat(stored()).hasSize(1);
        assertThat(Door.id(door.upload(Door.submitter(), dataset, Door.CSV, "Idempotency-Key", "\"k\"")))
                .as("a key belongs to its client").isNotEqualTo(Door.id(first));
        assertThat(door.upload(token, dataset, Door.CSV, "Idempotency-Key", "a b").status()).isEqualTo(400);
    }

    @Test
    void aKeyInFlightIsRefusedUntilItsRequestEnds() throws IOException {
        Socket client = door.begin(token, dataset, Door.CSV, "Idempotency-Key", "\"slow\"");
        try (client) {
            await().atMost(LONG).until(() -> uploads() == 1);
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
        assertThat(stored()).hasSize(10);
    }

    @Test
    void whoMayNotIsRefusedAndNothingChanges() {
        TestIssuer issuer = TestIssuer.shared();
        assertThat(door.upload("", dataset, Door.CSV).status()).isEqualTo(401);
        String expired = issuer.expired(submitter, "a@b.c", Role.SUBMITTER);
        assertThat(door.upload(expired, dataset, Door.CSV).status()).isEqualTo(401);
        String foreign = issuer.foreign(submitter, "a@b.c", Role.SUBMITTER);
        assertThat(door.upload(foreign, dataset, Door.CSV).status()).isEqualTo(401);
        assertThat(door.upload(issuer.token(submitter, "a@b.c", Role.REVIEWER), dataset, Door.CSV).status())
                .isEqualTo(403);
        assertThat(door.upload(issuer.serviceToken(submitter, "flags:evaluate"), dataset, Door.CSV).status())
                .isEqualTo(403);
        assertNothingIsLeft();
    }

    /** Neither a receipt, nor an event, nor an object, nor the note of an upload. */
    private void assertNothingIsLeft() {
        assertThat(db.sql("select count(*) from receipt where dataset = ?").param(dataset)
                .query(Integer.class).single()).isZero();
        assertThat(db.sql("select count(*) from outbox where key = ?").param(dataset)
                .query(Integer.class).single()).isZero();
        assertThat(uploads()).isZero();
        assertThat(stored()).isEmpty();
    }

    private int uploads() {
        return db.sql("select count(*) from upload where submitter = ?").param(submitter)
                .query(Integer.class).single();
    }

    /** The objects that are there without a receipt, or with one of this test's. */
    private Set<String> stored() {
        Set<String> others = Set.copyOf(db.sql("select id::text from receipt where submitter <> ?")
                .param(submitter).query(String.class).list());
        if (!Files.isDirectory(objects.resolve("uploads"))) {
            return Set.of();
        }
        try (Stream<Path> files = Files.walk(objects.resolve("uploads"))) {
            return files.filter(Files::isRegularFile).map(file -> objects.relativize(file).toString())
                    .filter(key -> !others.contains(key.split("/", -1)[1])).collect(Collectors.toSet());
        }
        catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private double refused(String reason) {
        var counter = meters.find("sluice.ingest.documents").tags("outcome", "refused", "reason", reason)
                .counter();
        return counter == null ? 0 : counter.count();
    }
}
