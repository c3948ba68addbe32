package dev.sluice.approval.document;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.sluice.approval.document.CrashingService.Moment;
import dev.sluice.approval.durable.worker.TestEngine;

import static org.assertj.core.api.Assertions.assertThat;

class CrashTests {

    private static final int KILLED = 128 + 9;

    /** The receipt, the decision, and whatever the workflow commits between and after them. */
    private static final int CHECKPOINTS = 14;

    /**
     * One job, and a process that is killed before its first commit, then one that is killed after it, and
     * so on: each pair carries the job one checkpoint further, until there is nothing left to commit.
     */
    @Test
    void aJobSurvivesKillMinus9OnBothSidesOfEveryCheckpoint() throws Exception {
        UUID id = UUID.randomUUID();
        Path folder = TestWorld.folder();
        int kills = 0;
        boolean alive = false;
        while (!alive && kills < 10 * CHECKPOINTS) {
            for (Moment moment : Moment.values()) {
                int exit = process(folder, id, moment);
                assertThat(exit).isIn(0, KILLED);
                alive |= exit == 0;
                kills += exit == 0 ? 0 : 1;
            }
        }
        assertThat(kills).isEqualTo(2 * CHECKPOINTS);
        assertDoneOnce(new TestWorld(folder, true), id);
    }

    private static void assertDoneOnce(TestWorld world, UUID id) throws IOException {
        Job job = world.job(id);
        assertThat(job.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(world.announced(id)).containsExactly(Announcements.APPROVED);
        String output = world.text(job.outputKey());
        assertThat(output).isEqualTo("""
                {"iata":"00M","opened":"1999-03-04","runways":null}
                {"iata":"00R","opened":null,"runways":null}
                """);
        assertThat(TestWorld.sha256(output.getBytes(StandardCharsets.UTF_8))).isEqualTo(job.digest());
        assertThat(world.text("processed/" + id + "/rejected.jsonl").lines()).hasSize(1);
        assertThat(world.text(job.archiveKey())).isEqualTo(CrashingService.CSV);
        assertThat(keys(world.folder)).containsExactlyInAnyOrder(job.outputKey(),
                "processed/" + id + "/rejected.jsonl", job.archiveKey());
        Map<String, Long> events = world.engine.history(id).stream()
                .filter(event -> !event.equals("InvocationCompleted"))
                .collect(Collectors.groupingBy(event -> event, Collectors.counting()));
        assertThat(events).allSatisfy((event, count) -> assertThat(count).as(event).isEqualTo(1))
                .containsKeys("StepSucceeded 1", "StepSucceeded 8", "CallbackSucceeded 4-1",
                        "ExecutionSucceeded");
    }

    private static List<String> keys(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).map(file -> root.relativize(file).toString()).toList();
        }
    }

    private static int process(Path folder, UUID id, Moment moment) throws Exception {
        Process process = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto",
                "-cp", System.getProperty("java.class.path"), CrashingService.class.getName(),
                TestEngine.url(), folder.toString(), id.toString(), moment.name()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(Path.of("target",
                        "crash-" + id + ".log").toFile()))
                .start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        }
        finally {
            process.destroyForcibly();
        }
    }
}
