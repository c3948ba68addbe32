package dev.sluice.approval.document;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.approval.ApprovalTest;
import dev.sluice.approval.FlagServer;
import dev.sluice.common.event.Event;
import dev.sluice.common.event.EventBus;
import dev.sluice.common.event.EventSubscription;
import dev.sluice.common.identity.Role;
import dev.sluice.common.object.ObjectStore;
import dev.sluice.common.test.Http;
import dev.sluice.common.test.OpenApiContract;
import dev.sluice.common.test.TestIssuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@ApprovalTest
@ExtendWith(OutputCaptureExtension.class)
class ApprovalApiTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String CSV = "iata,name\n00M,Thigpen\n,Nameless\n00R,Livingston\n";
    private static final String SCHEMA = """
            {"fields":[{"name":"iata","type":"string"},{"name":"name","type":"string"}],
             "primaryKey":"iata"}""";
    private static final List<Event> DECISIONS = new CopyOnWriteArrayList<>();
    private static EventBus.Delivery listening;

    private final TestIssuer issuer = TestIssuer.shared();
    private final String ann = UUID.randomUUID().toString();
    private final String annsToken = issuer.token(ann, "ann@example.org", Role.SUBMITTER);
    private final String rexsToken = issuer.token(UUID.randomUUID().toString(), "rex@example.org",
            Role.REVIEWER);

    @LocalServerPort
    private int port;

    @Autowired
    private EventBus bus;

    @Autowired
    private ObjectStore objects;

    @Autowired
    private JsonMapper json;

    @BeforeEach
    void listen() {
        FlagServer.shared().fourEyes(true);
        if (listening == null) {
            listening = bus.subscribe(new EventSubscription("sluice.decisions", "test", DECISIONS::add));
        }
    }

    private Http.Answer get(String path, String token) {
        return Http.send(Http.request(port, path, token));
    }

    private Http.Answer post(String path, String token, String body) {
        return Http.send(Http.json(port, path, token, body));
    }

    private UUID uploaded(String by, String name) throws Exception {
        return uploaded(by, name, CSV, null, null);
    }

    private UUID uploaded(String by, String name, String csv, String correlation, String trace)
            throws Exception {
        UUID id = UUID.randomUUID();
        String key = "uploads/" + id + "/airports.csv";
        byte[] bytes = csv.getBytes(StandardCharsets.UTF_8);
        String sha256 = objects.put(key, new ByteArrayInputStream(bytes)).sha256();
        bus.publish("sluice.documents", new Event(id.toString(), DocumentReceived.TYPE,
                URI.create("/ingest-service"), id.toString(), Clock.systemUTC().instant(), "airports",
                json.valueToTree(Map.of("document_id", id, "dataset", "airports", "object_key", key,
                        "content_type",
                        "text/csv", "size", bytes.length, "sha256", sha256, "requested_by",
                        Map.of("id", by, "name", name), "schema", json.readTree(SCHEMA))))
                .within(correlation, trace));
        return id;
    }

    private UUID waiting() throws Exception {
        UUID id = uploaded(ann, "ann@example.org");
        await().atMost(PATIENCE).until(() -> status(id).equals("PENDING_APPROVAL"));
        return id;
    }

    private String status(UUID id) {
        return get("/status/" + id, annsToken).json().path("status").asString("");
    }

    private String digest(UUID id) {
        return get("/status/" + id, rexsToken).json().path("digest").asString();
    }

    private String approval(UUID id) {
        return decision(id, "looks good");
    }

    private String decision(UUID id, String reason) {
        return "{\"reason\":\"" + reason + "\",\"digest\":\"" + digest(id) + "\"}";
    }

    @Test
    void aDocumentGoesFromItsEventToItsOutput() throws Exception {
        UUID id = waiting();
        JsonNode listed = get("/approvals?dataset=airports&size=100", rexsToken).json();
        assertThat(listed.path("items").findValuesAsString("job_id")).contains(id.toString());
        assertThat(listed.propertyNames()).containsExactlyInAnyOrder("items", "page", "size", "total");

        JsonNode shown = get("/status/" + id, rexsToken).json();
        assertThat(shown.propertyNames()).contains("job_id", "status", "dataset", "requested_by",
                "requested_at",
                "digest", "summary", "sample", "steps", "decision", "output_key");
        assertThat(shown.path("requested_by").asString()).isEqualTo("ann@example.org");
        assertThat(shown.path("summary").toString()).isEqualTo("{\"records\":2,\"rejected\":1}");
        assertThat(shown.path("sample").get(0).toString()).isEqualTo(
                "{\"iata\":\"00M\",\"name\":\"Thigpen\"}");
        assertThat(shown.path("decision").isNull()).isTrue();
        assertThat(shown.path("steps").get(0).propertyNames())
                .containsExactlyInAnyOrder("name", "status", "attempts", "started_at", "ended_at");
        assertThat(get("/jobs/" + id + "/output", annsToken).problem()).isEqualTo("output-not-ready");

        Http.Answer approved = post("/approve/" + id, rexsToken, approval(id));
        assertThat(approved.status()).isEqualTo(200);
        assertThat(approved.json().path("decision").path("by").asString()).isEqualTo("rex@example.org");
        assertThat(approved.json().path("decision").path("approved").asBoolean()).isTrue();

        await().atMost(PATIENCE).until(() -> status(id).equals("COMPLETED"));
        Http.Answer output = get("/jobs/" + id + "/output", annsToken);
        assertThat(output.header("Content-Type")).isEqualTo("application/jsonl");
        assertThat(output.header("ETag")).isEqualTo('"' + digest(id) + '"');
        assertThat(output.body()).isEqualTo("""
                {"iata":"00M","name":"Thigpen"}
                {"iata":"00R","name":"Livingston"}
                """);
        assertThat(get("/status/" + id, annsToken).json().path("steps").findValuesAsString(
                "name")).containsExactly(
                "extract", "transform", "load", "approval", "finalize", "archive", "complete", "clean-up");
        await().atMost(PATIENCE).until(() -> !announced(id).isEmpty());
        assertThat(announced(id)).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo("dev.sluice.document.approved.v1");
            assertThat(event.key()).isEqualTo("airports");
            assertThat(event.data().propertyNames()).containsExactlyInAnyOrder("job_id", "dataset",
                    "decision",
                    "digest", "object_key", "archive_key", "output_key", "summary", "schema");
            assertThat(event.data().path("decision").propertyNames())
                    .containsExactlyInAnyOrder("approved", "by", "at", "reason");
            assertThat(event.data().path("archive_key").asString()).isEqualTo(
                    "archive/" + id + "/airports.csv");
        });
    }

    @Test
    void whatAJobDoesIsPartOfWhatStartedIt() throws Exception {
        String trace = "0af7651916cd43dd8448eb211c80319c";
        UUID id = uploaded(ann, "ann@example.org", CSV, "upload-4711",
                "00-" + trace + "-b7ad6b7169203331-01");
        await().atMost(PATIENCE).until(() -> status(id).equals("PENDING_APPROVAL"));
        post("/approve/" + id, rexsToken, approval(id));
        await().atMost(PATIENCE).until(() -> !announced(id).isEmpty());
        assertThat(announced(id).getFirst().correlationId()).isEqualTo("upload-4711");
        assertThat(announced(id).getFirst().traceparent()).contains(trace);
    }

    @Test
    void whatAJobLogsIsFoundByTheCorrelationOfItsUpload(CapturedOutput output) throws Exception {
        UUID id = uploaded(ann, "ann@example.org", "name\n", "upload-4712", null);
        await().atMost(PATIENCE).until(() -> status(id).equals("FAILED"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(output.getOut())
                .containsPattern("(?m)^(?=.*upload-4712).*Execution " + id + " failed"));
    }

    @Test
    void whoeverDecidesCanReadTheRowsThatWereRejected() throws Exception {
        UUID id = waiting();
        Http.Answer rejected = get("/jobs/" + id + "/rejected", rexsToken);
        assertThat(rejected.header("Content-Type")).isEqualTo("application/jsonl");
        assertThat(json.readTree(rejected.body()).propertyNames())
                .containsExactly("index", "line", "reason", "cells");
        assertThat(json.readTree(rejected.body()).path("reason").asString()).contains("required");
    }

    private static List<Event> announced(UUID id) {
        return DECISIONS.stream().filter(event -> id.toString().equals(event.subject())).toList();
    }

    @Test
    void theSecondDecisionIsAnsweredWithTheFirst() throws Exception {
        UUID id = waiting();
        String approval = approval(id);
        assertThat(post("/reject/" + id, rexsToken, decision(id, "no\",\"reviewer\":\"mallory")).status())
                .isEqualTo(200);
        Http.Answer second = post("/approve/" + id, rexsToken, approval);
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.problem()).isEqualTo("already-decided");
        assertThat(second.json().path("decision").path("approved").asBoolean()).isFalse();
        assertThat(second.json().path("decision").path("by").asString()).isEqualTo("rex@example.org");
        assertThat(second.json().path("decision").path("reason").asString()).isEqualTo("no");
        assertThat(status(id)).isEqualTo("REJECTED");
        assertThat(get("/jobs/" + id + "/output", rexsToken).status()).isEqualTo(409);
    }

    @ParameterizedTest
    @ValueSource(strings = {"approve", "reject"})
    void aDecisionNamesWhatItDecidesOn(String verb) throws Exception {
        UUID id = waiting();
        String path = "/" + verb + "/" + id;
        Http.Answer unnamed = post(path, rexsToken, "{\"reason\":\"fine\"}");
        assertThat(unnamed.status()).isEqualTo(400);
        assertThat(unnamed.problem()).isEqualTo("invalid-request");
        assertThat(unnamed.json().path("errors").get(0).path("pointer").asString()).isEqualTo("#/digest");
        Http.Answer stale = post(path, rexsToken, "{\"digest\":\"" + "0".repeat(64) + "\"}");
        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.problem()).isEqualTo("stale-digest");
        assertThat(stale.json().path("digest").asString()).isEqualTo(digest(id));
        assertThat(post(path, rexsToken, "{\"digest\":\"short\"}").status()).isEqualTo(400);
        assertThat(post(path, rexsToken, "nonsense").status()).isEqualTo(400);
        assertThat(post("/" + verb + "/not-an-id", rexsToken, "{}").status()).isEqualTo(400);
        assertThat(status(id)).isEqualTo("PENDING_APPROVAL");
    }

    @Test
    void aCharacterThatNoDatabaseHoldsIsRefused() throws Exception {
        UUID id = waiting();
        for (String path : List.of("/approvals?dataset=%00", "/jobs?dataset=%00")) {
            assertThat(get(path, rexsToken).problem()).isEqualTo("invalid-request");
        }
        assertThat(post("/reject/" + id, rexsToken, decision(id, "two\\nlines, \\u0000")).problem())
                .isEqualTo("invalid-request");
        assertThat(post("/reject/" + id, rexsToken, decision(id, "two\\nlines")).status()).isEqualTo(200);
    }

    @Test
    void whoeverMayNotDecideChangesNothing() throws Exception {
        UUID id = waiting();
        String body = approval(id);
        String someone = UUID.randomUUID().toString();
        for (String verb : List.of("approve", "reject")) {
            String path = "/" + verb + "/" + id;
            assertThat(post(path, "", body).status()).isEqualTo(401);
            assertThat(post(path, issuer.foreign(someone, "x", Role.REVIEWER), body).status()).isEqualTo(401);
            assertThat(post(path, issuer.expired(someone, "x", Role.REVIEWER), body).status()).isEqualTo(401);
            for (Role role : List.of(Role.SUBMITTER, Role.STEWARD, Role.OPERATOR)) {
                assertThat(post(path, issuer.token(someone, "x", role), body).status()).isEqualTo(403);
            }
            assertThat(post("/" + verb + "/" + UUID.randomUUID(), rexsToken, body).problem())
                    .isEqualTo("job-not-found");
        }
        assertThat(status(id)).isEqualTo("PENDING_APPROVAL");
        assertThat(get("/status/" + id, annsToken).json().path("decision").isNull()).isTrue();
    }

    @Test
    void aSubmitterSeesOwnJobsOnly() throws Exception {
        UUID id = waiting();
        String bob = issuer.token(UUID.randomUUID().toString(), "bob@example.org", Role.SUBMITTER);
        assertThat(get("/status/" + id, bob).status()).isEqualTo(404);
        assertThat(get("/jobs/" + id + "/output", bob).status()).isEqualTo(404);
        assertThat(get("/jobs/" + id + "/rejected", bob).status()).isEqualTo(404);
        assertThat(get("/jobs", bob).json().path("total").asInt()).isZero();
        assertThat(get("/approvals", bob).json().path("total").asInt()).isZero();
        assertThat(get("/jobs?status=PENDING_APPROVAL&size=1",
                annsToken).json().path("total").asInt()).isEqualTo(1);
        assertThat(get("/jobs?status=COMPLETED", annsToken).json().path("total").asInt()).isZero();
        assertThat(get("/jobs?size=101", annsToken).status()).isEqualTo(400);
        assertThat(get("/jobs?status=NONSENSE", annsToken).status()).isEqualTo(400);
        assertThat(get("/status/" + id, "").status()).isEqualTo(401);
    }

    @Test
    void whoeverAskedDoesNotDecideWhileFourEyesAreNeeded() throws Exception {
        String rita = UUID.randomUUID().toString();
        String ritasToken = issuer.token(rita, "rita@example.org", Role.SUBMITTER, Role.REVIEWER);
        UUID id = uploaded(rita, "rita@example.org");
        await().atMost(PATIENCE).until(() -> get("/status/" + id, ritasToken).json().path("status")
                .asString("").equals("PENDING_APPROVAL"));
        String approval = approval(id);
        assertThat(post("/approve/" + id, ritasToken, approval).problem()).isEqualTo("four-eyes");
        FlagServer.shared().down();
        Http.Answer unknown = post("/approve/" + id, ritasToken, approval);
        assertThat(unknown.status()).isEqualTo(403);
        FlagServer.shared().fourEyes(false);
        assertThat(post("/approve/" + id, ritasToken, approval).status()).isEqualTo(200);
    }

    @Test
    void theApiIsTheFrozenOne() {
        OpenApiContract.check(port);
    }

    @Test
    void metricsTellHowItIsGoing() throws Exception {
        UUID id = waiting();
        post("/reject/" + id, rexsToken, decision(id, "no"));
        String metrics = get("/actuator/prometheus", "").body();
        assertThat(metrics).contains("sluice_approval_executions{", "sluice_approval_step_seconds_count{",
                "sluice_approval_decisions_total{", "sluice_approval_decision_latency_seconds_count{",
                "sluice_approval_invocations_total{");
    }
}
