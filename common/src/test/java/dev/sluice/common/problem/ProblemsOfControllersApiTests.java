package dev.sluice.common.problem;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.common.test.Http;

import static org.assertj.core.api.Assertions.assertThat;

/** What a controller refuses, or what reads its parameters and its body for it. */
class ProblemsOfControllersApiTests extends ProblemApi {

    @Autowired
    private JsonMapper json;

    @ParameterizedTest(name = "GET {0} is {1} {2}")
    @CsvSource({
        "/probe/gone, 410, gone",
        "/probe/four-eyes, 403, four-eyes",
        "/probe/denied, 403, forbidden",
        "/probe/lost-race, 409, concurrent-change",
        "/probe/unstorable, 400, invalid-request",
        "/probe/away, 503, unavailable",
        "/probe/bug, 500, internal",
        "/probe/stack-overflow, 500, internal",
        "/probe/orders/not-a-uuid?as=ADMIN, 400, invalid-parameter",
        "/probe/orders/4dc7a0d8-7d3c-4b4e-9d4c-5f5b1b1c0f8a?as=ADMIN&size=x, 400, invalid-parameter",
        "/probe/orders/4dc7a0d8-7d3c-4b4e-9d4c-5f5b1b1c0f8a?as=EMPEROR, 400, invalid-parameter",
        "/probe/orders/4dc7a0d8-7d3c-4b4e-9d4c-5f5b1b1c0f8a, 400, invalid-parameter",
        "/probe/orders/4dc7a0d8-7d3c-4b4e-9d4c-5f5b1b1c0f8a?as=ADMIN&size=1000, 400, invalid-request",
    })
    void everyErrorIsAProblem(String path, int status, String name) {
        assertNames(problem(path, status, name), path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/probe/bug", "/probe/stack-overflow"})
    void aBugTellsItsCorrelationIdAndNothingElse(String path) {
        assertTellsItsCorrelationIdAndNothingElse(path);
    }

    @Test
    void whoCallsWhileTheDatabaseIsAwayIsToldToComeBack() {
        Http.Answer answer = Http.send(Http.request(port, "/probe/away", token));
        problem(answer, 503, "unavailable");
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
        assertThat(answer.body()).doesNotContain("hunter2", "dev.sluice", "SELECT");
    }

    @ParameterizedTest
    @CsvSource({"hunter2?as=ADMIN, id, must be a UUID",
        "4dc7a0d8-7d3c-4b4e-9d4c-5f5b1b1c0f8a?as=hunter2, as, 'must be one of SUBMITTER, REVIEWER, STEWARD, "
                + "OPERATOR, ADMIN'",
        "4dc7a0d8-7d3c-4b4e-9d4c-5f5b1b1c0f8a, as, is required",
        "4dc7a0d8-7d3c-4b4e-9d4c-5f5b1b1c0f8a?as=ADMIN&size=hunter2, size, must be a number",
        "4dc7a0d8-7d3c-4b4e-9d4c-5f5b1b1c0f8a?as=ADMIN&since=hunter2, since, "
                + "'must be a moment such as 2026-01-31T08:00:00Z, of the years 1970 to 9999'"})
    void anInvalidParameterIsNamedInWords(String path, String name, String detail) {
        Http.Answer answer = Http.send(Http.request(port, "/probe/orders/" + path, token));
        JsonNode error = problem(answer, 400, "invalid-parameter").get("errors").get(0);
        assertThat(error.get("parameter").asString()).isEqualTo(name);
        assertThat(error.get("detail").asString()).isEqualTo(detail);
        assertThat(error.toString()).doesNotContain("hunter2", "java.", "dev.sluice");
    }

    @ParameterizedTest
    @CsvSource({"1970-01-01T00:00:00Z, 200", "9999-12-31T23:59:59.999999999Z, 200",
        "2026-01-31T09:00:00%2B01:00, 200", "'', 200",
        "1969-12-31T23:59:59.999999999Z, 400", "%2B10000-01-01T00:00:00Z, 400",
        "%2B100000000-01-01T00:00:00Z, 400", "-100000000-01-01T00:00:00Z, 400"})
    void aMomentThatNoDatabaseTakesIsNoMoment(String since, int status) {
        Http.Answer answer = Http.send(Http.request(port, "/probe/orders/4dc7a0d8-7d3c-4b4e-9d4c-5f5b1b1c0f8a"
                + "?as=ADMIN&since=" + since, token));
        assertThat(answer.status()).isEqualTo(status);
    }

    @Test
    void aParameterIsNamedAsItIsWritten() {
        JsonNode body = problem(Http.send(Http.json(port, "/probe/lines?line_number=10", token,
                "{\"item_name\":\"a\",\"unit_count\":1}")), 400, "invalid-request");
        assertThat(body.get("errors").get(0).get("parameter").asString()).isEqualTo("line_number");
    }

    @Test
    void anAnswerIsSentWhole() {
        Http.Answer answer = Http.send(Http.request(port, "/probe/open"));
        assertThat(answer.header("Content-Length")).isEqualTo("2");
    }

    @Test
    void anAnswerThatBreaksHalfwayIsAProblem() {
        problem("/probe/half", 500, "internal");
    }

    @Test
    void aProblemKeepsItsOwnMembers() {
        JsonNode body = problem("/probe/four-eyes", 403, "four-eyes");
        assertThat(body.get("job_id").asString()).isEqualTo("J1");
        assertThat(body.get("title").asString()).isEqualTo("Four eyes");
    }

    @Test
    void aClientThatAcceptsOnlyCsvReadsAProblemToo() {
        Http.Answer answer = Http.send(Http.request(port, "/probe/csv", token).header("Accept", "text/csv"));
        problem(answer, 403, "four-eyes");
    }

    @Test
    void yamlIsNoJson() {
        Http.Answer answer = Http.send(Http.request(port, "/probe/lines?line_number=1", token)
                .header("Content-Type", "application/yaml")
                .POST(HttpRequest.BodyPublishers.ofString("item_name: a\nunit_count: 1\n")));
        JsonNode body = problem(answer, 415, "unsupported-media-type");
        assertThat(body.get("detail").asString()).doesNotContain("yaml");
    }

    @Test
    void anInvalidBodyNamesEachPartByPointer() {
        Http.Answer answer = Http.send(Http.json(port, "/probe/orders", token, """
                {"customer_name":"x","order_lines":[{"item_name":"a","unit_count":1},
                 {"item_name":" ","unit_count":0}]}"""));
        JsonNode errors = problem(answer, 400, "invalid-request").get("errors");
        assertThat(errors.values()).extracting(error -> error.get("pointer").asString())
                .containsExactlyInAnyOrder("#/customer_name", "#/order_lines/1/item_name",
                        "#/order_lines/1/unit_count");
        assertThat(errors.values()).extracting(error -> error.get("detail").asString())
                .contains("must have 3 to 20 characters");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"customer_name\": | | The body is not JSON; line 1, column 18.",
        "| | The body is missing.",
        "[1] | | The body is JSON of another kind than is expected here.",
        "{\"wanted_role\":\"EMPEROR\"} | #/wanted_role |",
        "{\"external_id\":\"hunter2\"} | #/external_id |",
        "{\"order_lines\":[{\"unit_count\":\"many\"}]} | #/order_lines/0/unit_count |",
    })
    void anUnreadableBodyIsAProblem(String json, String pointer, String detail) {
        Http.Answer answer = Http.send(Http.json(port, "/probe/orders", token, json == null ? "" : json));
        JsonNode body = problem(answer, 400, "unreadable-body");
        if (pointer == null) {
            assertThat(body.has("errors")).isFalse();
            assertThat(body.get("detail").asString()).isEqualTo(detail);
        }
        else {
            assertThat(body.get("errors").get(0).get("pointer").asString()).isEqualTo(pointer);
        }
        assertThat(answer.body())
                .doesNotContain("hunter2", "java.", "dev.sluice", "Enum", "jackson", "Deserial");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"costumer_name\":\"hunter2\"} | #/costumer_name | customer_name, external_id, order_lines, "
                + "password, wanted_role",
        "{\"order_lines\":[{\"unit_count\":1,\"itemName\":\"hunter2\"}]} | #/order_lines/0/itemName | "
                + "item_name, unit_count",
        "{\"a/b\":1} | #/a~1b | customer_name, external_id, order_lines, password, wanted_role",
    })
    void aMisspeltMemberIsNamedAndSoAreThoseThereAre(String json, String pointer, String known) {
        Http.Answer answer = Http.send(Http.json(port, "/probe/orders", token, json));
        JsonNode body = problem(answer, 400, "unreadable-body");
        assertThat(body.get("detail").asString()).isEqualTo("The body has a member that is not known here.");
        JsonNode error = body.get("errors").get(0);
        assertThat(error.get("pointer").asString()).isEqualTo(pointer);
        assertThat(error.get("detail").asString()).isEqualTo("is not known; known here: " + known);
        assertThat(answer.body()).doesNotContain("hunter2", "dev.sluice", "jackson");
    }

    /** By the mapper that reads events and the answers of others. */
    @Test
    void aMemberThatOthersHaveAddedIsPassedOver() {
        Fault fault = json.readValue("{\"pointer\":\"#\",\"detail\":\"\",\"since_then\":1}", Fault.class);
        assertThat(fault.pointer()).isEqualTo("#");
    }

    @ParameterizedTest(name = "with its length told: {0}")
    @ValueSource(booleans = {true, false})
    void aBodyThatNoControllerNeedsIs413(boolean told) {
        byte[] body = ("{\"customer_name\":\"" + "x".repeat(2 * 1024 * 1024) + "\"}")
                .getBytes(StandardCharsets.UTF_8);
        Http.Answer answer = Http.send(Http.json(port, "/probe/orders", token, "").POST(told
                ? HttpRequest.BodyPublishers.ofByteArray(body)
                : HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));
        assertThat(problem(answer, 413, "too-large").get("max_bytes").asInt()).isEqualTo(1024 * 1024);
    }
}
