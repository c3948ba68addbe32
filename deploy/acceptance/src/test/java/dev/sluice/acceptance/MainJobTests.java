package dev.sluice.acceptance;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import dev.sluice.local.demo.Demo;
import dev.sluice.local.launch.Broker;
import dev.sluice.local.launch.LocalPlatform;
import dev.sluice.local.launch.Service;

import static org.assertj.core.api.Assertions.assertThat;

/** The demo's story on the packaged services, and again after every service was killed. */
class MainJobTests {

    /** What airports.csv holds, all of it valid by its contract. */
    private static final int AIRPORTS = 3376;

    private static final Path CHECKOUT = Path.of(System.getProperty("sluice.checkout")).normalize();

    @ParameterizedTest
    @EnumSource
    void aDocumentGetsFromUploadToTheCatalogue(Broker broker, @TempDir Path directory) {
        try (LocalPlatform platform = LocalPlatform.fresh(CHECKOUT, directory, broker)) {
            platform.start(line -> { });
            assertIsWhole(tell(platform));

            Stream.of(Service.values()).forEach(service -> platform.server(service).kill());
            Stream.of(Service.values()).parallel().forEach(service -> platform.server(service).start());
            assertIsWhole(tell(platform));
        }
    }

    private static Demo.Outcome tell(LocalPlatform platform) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        Demo.Outcome outcome =
                new Demo(platform.addresses(), new PrintStream(lines, true, StandardCharsets.UTF_8)).run();
        assertThat(lines.toString(StandardCharsets.UTF_8)).contains(outcome.job());
        return outcome;
    }

    private static void assertIsWhole(Demo.Outcome outcome) {
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
        List<String> states = outcome.receipt().path("events").valueStream()
                .map(event -> event.path("state").asString())
                .toList();
        assertThat(states).containsExactly("RECEIVED", "PUBLISHED", "APPROVED");
    }
}
