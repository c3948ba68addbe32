package dev.sluice.common.observability;

import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(OutputCaptureExtension.class)
@Isolated("The logging system and the output belong to the whole JVM")
class ProductionTests {

    @SpringBootConfiguration
    static class Nothing {
    }

    /** Other tests read lines for people. */
    @AfterEach
    void logForPeopleAgain() {
        start(Map.of(), "local").close();
    }

    @Test
    void productionDoesNotStartWithADevelopmentSecret(CapturedOutput output) {
        Map<String, Object> properties = Map.of("spring.datasource.password", "dev-only-flag",
                "sluice.auth.clients.demo.secret", "${DEMO_SECRET:dev-only-demo}",
                "spring.datasource.url", "jdbc:postgresql://db/flag?password=dev-only-x",
                "harmless", "value");
        assertThatThrownBy(() -> start(properties, "production")).hasMessageContaining("'production'");
        assertThat(output.getAll()).contains("APPLICATION FAILED TO START", "spring.datasource.password",
                "spring.datasource.url", "sluice.auth.clients.demo.secret", "secret of your own")
                .doesNotContain("dev-only-", "harmless", "\tat ");
    }

    @Test
    void aSecretOfOnesOwnReplacesADevelopmentDefault() {
        Map<String, Object> properties = Map.of("a.secret", "${OWN:dev-only-a}", "OWN", "5f0c");
        assertThatCode(() -> start(properties, "production").close()).doesNotThrowAnyException();
    }

    @Test
    void developmentStartsWithDevelopmentSecrets() {
        assertThatCode(() -> start(Map.of("a.secret", "dev-only-a"), "local").close())
                .doesNotThrowAnyException();
    }

    @Test
    void productionLogsJsonWithoutSecrets(CapturedOutput output) {
        try (var context = start(Map.of("spring.application.name", "flag-service"), "production")) {
            MDC.put("correlationId", "job-4711");
            LoggerFactory.getLogger(ProductionTests.class).info("Got {} with password={}",
                    "Bearer abcdef0123456789", "hunter2", new IllegalStateException("client_secret=hunter2"));
            String line = output.getOut().lines().filter(text -> text.contains("Got "))
                    .findFirst().orElseThrow();
            JsonNode json = JsonMapper.shared().readTree(line);
            assertThat(json.get("message").asString())
                    .isEqualTo("Got Bearer [redacted] with password=[redacted]");
            assertThat(json.get("correlationId").asString()).isEqualTo("job-4711");
            assertThat(json.at("/service/name").asString()).isEqualTo("flag-service");
            assertThat(json.at("/error/stack_trace").asString()).contains("IllegalStateException");
            assertThat(line).doesNotContain("hunter2");
            assertThat(context.isActive()).isTrue();
        }
        finally {
            MDC.clear();
        }
    }

    @Test
    void aServiceAndItsOperatorComeBeforeTheCommonDefaults() {
        try (var context = start(Map.of("server.shutdown", "immediate"), "local")) {
            assertThat(context.getEnvironment().getProperty("server.shutdown")).isEqualTo("immediate");
            assertThat(context.getEnvironment().getProperty("spring.threads.virtual.enabled"))
                    .isEqualTo("true");
        }
    }

    private static ConfigurableApplicationContext start(Map<String, Object> properties, String profile) {
        String[] arguments = properties.entrySet().stream().map(property -> "--" + property.getKey() + "="
                + property.getValue()).toArray(String[]::new);
        return new SpringApplicationBuilder(Nothing.class).web(WebApplicationType.NONE).profiles(profile)
                .run(arguments);
    }
}
