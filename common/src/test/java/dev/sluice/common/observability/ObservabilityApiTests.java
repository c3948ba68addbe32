package dev.sluice.common.observability;

import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

import dev.sluice.common.ProbeTest;
import dev.sluice.common.identity.Role;
import dev.sluice.common.test.Http;
import dev.sluice.common.test.TestIssuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@ProbeTest
@ExtendWith(OutputCaptureExtension.class)
class ObservabilityApiTests {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private final String token = TestIssuer.shared().token(Role.SUBMITTER);

    @LocalServerPort
    private int port;
    @Autowired HealthEndpointGroups groups;

    @Test
    void aCorrelationIdIsTakenOverLoggedAndAnswered(CapturedOutput output) {
        Http.Answer answer = Http.send(Http.request(port, "/probe/context", token)
                .header("X-Correlation-Id", "job-4711"));
        assertThat(answer.header("X-Correlation-Id")).isEqualTo("job-4711");
        assertThat(answer.json().get("correlationId").asString()).isEqualTo("job-4711");
        assertThat(output.getOut()).containsPattern("(?m)^(?=.*job-4711).*Looking at the context");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Metadata", "admin.internals.AdminMetadataManager"})
    void eachLookForABrokerIsNoLineOfTheLog(String logger) {
        String clients = "org.apache.kafka.clients.";
        assertThat(LoggerFactory.getLogger(clients + logger).isInfoEnabled()).isFalse();
        assertThat(LoggerFactory.getLogger(clients + "NetworkClient").isWarnEnabled()).isTrue();
    }

    @Test
    void readinessDependsOnADatabaseAndLivenessDoesNot() {
        assertThat(Objects.requireNonNull(groups.get("readiness")).isMember("db")).isTrue();
        assertThat(Objects.requireNonNull(groups.get("liveness")).isMember("db")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "x\tforged", "<script>", "0123456789012345678901234567890123456789"
            + "01234567890123456789012345"})
    void aStrangeCorrelationIdIsReplaced(String id) {
        Http.Answer answer = Http.send(Http.request(port, "/probe/open").header("X-Correlation-Id", id));
        assertThat(answer.header("X-Correlation-Id")).isNotEqualTo(id)
                .matches("[0-9a-f-]{36}");
    }

    @Test
    void aRefusedRequestHasACorrelationIdToo() {
        assertThat(Http.send(Http.request(port, "/probe/me")).header("X-Correlation-Id")).isNotEmpty();
        assertThat(Http.send(Http.request(port, "/probe//me")).header("X-Correlation-Id")).isNotEmpty();
    }

    @Test
    void aW3cTraceIsContinued() {
        JsonNode context = Http.send(Http.request(port, "/probe/context", token)
                .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")).json();
        assertThat(context.get("traceId").asString()).isEqualTo(TRACE);
    }

    @Test
    void prometheusReadsTheMetricsOfARequest() {
        Http.send(Http.request(port, "/probe/context", token));
        await().untilAsserted(() -> assertThat(Http.send(Http.request(port, "/actuator/prometheus")).body())
                .containsPattern("http_server_requests_seconds_count\\{.*uri=\"/probe/context\"")
                .contains("application=\"probe\"").contains("jvm_memory_used_bytes"));
    }

    @Test
    void healthTellsStrangersNoDetail() {
        assertThat(Http.send(Http.request(port, "/actuator/health")).json().propertyNames())
                .containsExactlyInAnyOrder("status", "groups");
        String operator = TestIssuer.shared().token(Role.OPERATOR);
        Http.Answer answer = Http.send(Http.request(port, "/actuator/health", operator));
        assertThat(answer.json().has("components")).isTrue();
    }
}
