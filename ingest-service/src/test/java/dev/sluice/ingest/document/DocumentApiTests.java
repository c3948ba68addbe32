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
import java.util.UUID;

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
    private Traces traces;
    private String dataset;

    @BeforeEach
    void declare() {
        door = new Door(port);
        traces = new Traces(db, objects, submitter);
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
        traces.assertNothingOf(dataset);
    }

    @Test
    void aFormWithAnotherTypeIsRefused() {
        assertThat(door.form(token, dataset, "a.png", "image/png", Door.CSV).status()).isEqualTo(415);
        assertThat(door.form(token, dataset, "a.exe", "", Door.CSV).status()).isEqualTo(415);
        traces.assertNothingOf(dataset);
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
        traces.assertNothingOf(dataset);
    }

    @Test
    void anEmptyDocumentIsRefused() {
        Http.Answer answer = door.upload(token, dataset, "");
        assertThat(answer.status()).as("%s", answer).isEqualTo(422);
        assertThat(answer.problem()).isEqualTo("empty-document");
        assertThat(door.form(token, dataset, "a.csv", "text/csv", "").problem()).isEqualTo("empty-document");
        traces.assertNothingOf(dataset);
    }

    @Test
    void anUnknownDataSetIsRefused() {
        Http.Answer answer = door.upload(token, "no-such-set", Door.CSV);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.problem()).isEqualTo("unknown-dataset");
        assertThat(door.post(token, "/documents", "text/csv", BodyPublishers.ofString(Door.CSV)).status())
                .isEqualTo(400);
        traces.assertNothingOf(dataset);
    }

    @Test
    void aNameThatCannotBeIsTheClientsError() {
        Http.Answer answer = door.upload(token, "a%00b", Door.CSV);
        assertThat(answer.status()).as("%s", answer).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("invalid-request");
        traces.assertNothingOf(dataset);
    }

    @Test
    void aHeaderWithoutARequiredFieldIsRefusedWithItsName() {
        Http.Answer answer = door.upload(token, dataset, "name\nThigpen\n");
        assertThat(answer.status()).as("%s", answer).isEqualTo(422);
        assertThat(answer.json().at("/missing/0").stringValue()).isEqualTo("iata");
        traces.assertNothingOf(dataset);
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
        traces.assertNothingOf(dataset);
    }

    @Test
    void anUploadThatIsBrokenOffLeavesNothing() throws IOException {
        Socket client = door.begin(token, dataset, Door.CSV + "x,y\n".repeat(50_000));
        try (client) {
            await().atMost(LONG).until(() -> traces.uploads() == 1);
        }
        await().atMost(LONG).until(() -> traces.uploads() == 0);
        traces.assertNothingOf(dataset);
    }

    @Test
    void anUploadThatWasGivenUpIsNotAcceptedAnyMore() throws IOException {
        try (Socket client = door.begin(token, dataset, Door.CSV)) {
            await().atMost(LONG).until(() -> traces.uploads() == 1);
            db.sql("update upload set alive_until = now() - interval '1 second' where submitter = ?")
                    .param(submitter).update();
            await("the sweep").atMost(LONG).until(() -> db.sql(
                    "select abandoned from upload where submitter = ?").param(submitter)
                    .query(Boolean.class).single());
            Door.chunk(client, "");
            assertThat(new BufferedReader(new InputStreamReader(client.getInputStream(),
                    StandardCharsets.US_ASCII)).readLine()).contains(" 503 ");
        }
        traces.assertNothingOf(dataset);
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
        traces.assertNothingOf(dataset);
    }

    private double refused(String reason) {
        var counter = meters.find("sluice.ingest.documents").tags("outcome", "refused", "reason", reason)
                .counter();
        return counter == null ? 0 : counter.count();
    }
}
