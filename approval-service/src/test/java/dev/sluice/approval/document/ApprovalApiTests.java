package dev.sluice.approval.document;

import java.util.List;
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
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.JsonNode;

import dev.sluice.common.event.Event;
import dev.sluice.common.event.EventBus;
import dev.sluice.common.event.EventSubscription;
import dev.sluice.common.test.Http;
import dev.sluice.common.test.OpenApiContract;
import dev.sluice.common.test.RouteList;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@ExtendWith(OutputCaptureExtension.class)
class ApprovalApiTests extends ApprovalApi {

    private static final List<Event> DECISIONS = new CopyOnWriteArrayList<>();
    private static EventBus.Delivery listening;

    @Autowired
    private WebApplicationContext service;

    @BeforeEach
    void listen() {
        if (listening == null) {
            listening = bus.subscribe(new EventSubscription("sluice.decisions", "test", DECISIONS::add));
        }
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
        assertThat(rejected.header("ETag")).isEqualTo('"' + id.toString() + '"');
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
        Http.Answer forged = post("/reject/" + id, rexsToken, decision(id, "no\",\"reviewer\":\"mallory"));
        assertThat(forged.json().path("errors").get(0).path("pointer").asString()).isEqualTo("#/reviewer");
        assertThat(post("/reject/" + id, rexsToken, decision(id, "no")).status()).isEqualTo(200);
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
        Http.Answer stale = post(path, rexsToken,
                "{\"reason\":\"fine\",\"digest\":\"" + "0".repeat(64) + "\"}");
        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.problem()).isEqualTo("stale-digest");
        assertThat(stale.body()).doesNotContain(digest(id));
        assertThat(post(path, rexsToken, "{\"digest\":\"short\"}").status()).isEqualTo(400);
        assertThat(post(path, rexsToken, "nonsense").status()).isEqualTo(400);
        assertThat(post("/" + verb + "/not-an-id", rexsToken, "{}").status()).isEqualTo(400);
        assertThat(status(id)).isEqualTo("PENDING_APPROVAL");
    }

    @Test
    void aRejectionSaysWhyAndAnApprovalMay() throws Exception {
        UUID id = waiting();
        String bare = "{\"digest\":\"" + digest(id) + "\"}";
        for (String body : List.of(bare, decision(id, ""), decision(id, " \\n "))) {
            Http.Answer refused = post("/reject/" + id, rexsToken, body);
            assertThat(refused.status()).as(body).isEqualTo(400);
            assertThat(refused.problem()).isEqualTo("invalid-request");
            assertThat(refused.json().path("errors").findValuesAsString("pointer"))
                    .containsExactly("#/reason");
        }
        assertThat(status(id)).isEqualTo("PENDING_APPROVAL");
        assertThat(post("/approve/" + id, rexsToken, bare).status()).isEqualTo(200);
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
    void theApiIsTheFrozenOne() {
        OpenApiContract.check(port);
    }

    @Test
    void everyRouteHasARow() {
        RouteList.check(service);
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
