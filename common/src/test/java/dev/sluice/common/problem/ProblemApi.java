package dev.sluice.common.problem;

import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

import dev.sluice.common.ProbeTest;
import dev.sluice.common.identity.Role;
import dev.sluice.common.test.Http;
import dev.sluice.common.test.TestIssuer;

import static org.assertj.core.api.Assertions.assertThat;

/** The probe, somebody who calls it, and the form of its problems. */
@ProbeTest
abstract class ProblemApi {

    final String token = TestIssuer.shared().token(Role.SUBMITTER);

    @LocalServerPort
    int port;

    /** What a GET is answered with, which has to be that problem. */
    JsonNode problem(String path, int status, String name) {
        return problem(Http.send(Http.request(port, path, token)), status, name);
    }

    static JsonNode problem(Http.Answer answer, int status, String name) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        JsonNode body = answer.json();
        assertThat(body.get("type").asString()).isEqualTo("urn:sluice:problem:" + name);
        assertThat(body.get("status").asInt()).isEqualTo(status);
        assertThat(body.get("title").asString()).isNotBlank();
        return body;
    }

    static void assertNames(JsonNode problem, String path) {
        assertThat(problem.get("instance").asString()).isEqualTo(path.replaceFirst("\\?.*", ""));
    }

    void assertTellsItsCorrelationIdAndNothingElse(String path) {
        Http.Answer answer = Http.send(Http.request(port, path, token)
                .header("X-Correlation-Id", "find-me-42"));
        JsonNode body = problem(answer, 500, "internal");
        assertThat(body.get("correlation_id").asString()).isEqualTo("find-me-42");
        assertThat(answer.body())
                .doesNotContain("hunter2", "Exception", "dev.sluice", "SELECT", "jdbc", "trace");
    }
}
