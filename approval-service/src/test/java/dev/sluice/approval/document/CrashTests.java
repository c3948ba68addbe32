package dev.sluice.approval.document;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.sluice.approval.document.CrashingService.Moment;
import dev.sluice.approval.durable.worker.TestEngine;
import dev.sluice.local.process.Parallel;

import static org.assertj.core.api.Assertions.assertThat;

class CrashTests {

    private static final int KILLED = 128 + 9;

    /** The receipt, the decision, and whatever the workflow commits between and after them. */
    private static final int CHECKPOINTS = 14;

    @TempDir
    private Path directory;
    private String classPath;
    private Path archive;

    /** The JVM keeps the classes of jars only. */
    @BeforeEach
    void packDirectories() throws IOException {
        archive = directory.resolve("classes.jsa");
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            entries.add(Files.isDirectory(Path.of(entry)) ? packed(entry) : entry);
        }
        classPath = String.join(File.pathSeparator, entries);
    }

    private String packed(String folder) throws IOException {
        String jar = Files.createTempFile(directory, "classes", ".jar").toString();
        int exit = ToolProvider.findFirst("jar").orElseThrow().run(System.out, System.err,
                "--create", "--file", jar, "-C", folder, ".");
        assertThat(exit).isZero();
        return jar;
    }

    /**
     * Two jobs, in databases of their own. Each process carries its job one commit further; those of one job
     * die right after it, those of the other right before the next, until there is nothing left to commit.
     */
    @Test
    void aJobSurvivesKillMinus9OnBothSidesOfEveryCheckpoint() throws IOException {
        // Most of so short a life is the loading of classes: one that nobody kills keeps them for all.
        assertThat(exit(new Victim(Moment.AFTER_THE_LAST), Integer.MAX_VALUE,
                "-XX:ArchiveClassesAtExit=" + archive, "-Xlog:cds=off", "-Xlog:aot=off")).isZero();
        assertThat(archive).exists();
        List<Victim> victims = Stream.of(Moment.values()).map(Victim::new).toList();
        Parallel.forEach(victims, this::kill);
        for (Victim victim : victims) {
            assertDoneOnce(world(victim.database, victim.folder), victim.job);
        }
    }

    private record Victim(Moment moment, String database, Path folder, UUID job) {

        Victim(Moment moment) {
            this(moment, TestEngine.newDatabase(), TestWorld.folder(), UUID.randomUUID());
        }
    }

    private void kill(Victim victim) {
        // Before the very first commit too.
        int commits = victim.moment == Moment.BEFORE_THE_NEXT ? 0 : 1;
        int kills = 0;
        while (exit(victim, commits, "-XX:SharedArchiveFile=" + archive) == KILLED) {
            commits = 1;
            kills++;
            assertThat(kills).isLessThanOrEqualTo(CHECKPOINTS);
        }
        assertThat(kills).isEqualTo(CHECKPOINTS);
    }

    private static TestWorld world(String url, Path folder) {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(url);
        return new TestWorld(folder, true, Clock.systemUTC(), database,
                new TransactionTemplate(new JdbcTransactionManager(database)));
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

    private int exit(Victim victim, int commits, String... options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", classPath, CrashingService.class.getName(), victim.database,
                victim.folder.toString(), victim.job.toString(), victim.moment.name(),
                String.valueOf(commits)));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            Path.of("target", "crash-" + victim.job + ".log").toFile()))
                    .start();
            try {
                assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
                assertThat(process.exitValue()).isIn(0, KILLED);
                return process.exitValue();
            }
            finally {
                process.destroyForcibly();
            }
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
