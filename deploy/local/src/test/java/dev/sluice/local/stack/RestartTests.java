package dev.sluice.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.local.engine.Kind;
import dev.sluice.local.process.Parallel;
import dev.sluice.local.process.PidFile;
import dev.sluice.local.process.ProcessId;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One stack through its whole life, with real components: what was written is there after each way to end.
 */
class RestartTests {

    private static final EnumSet<Kind> ALL = EnumSet.allOf(Kind.class);

    @TempDir
    private Path directory;
    private Stack stack;
    private Notes notes;

    @BeforeEach
    void start() {
        stack = Stack.fresh(directory);
        stack.start(ALL);
        notes = new Notes(stack);
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        List<ProcessId> running = running();
        stack.close();
        assertThat(running).isNotEmpty().noneMatch(ProcessId::isAlive);
    }

    @Test
    void dataSurvivesKill9OfEveryComponent() throws Exception {
        notes.write("before the crash");

        List<Component> components = List.of(stack.postgres(), stack.redis(), stack.kafka(), stack.pulsar());
        Parallel.forEach(components, Component::kill);
        assertThat(components).noneMatch(Component::isRunning);
        Parallel.forEach(components, Component::start);

        assertThat(notes.read()).containsOnly("before the crash");
    }

    @Test
    void aLaterJvmEndsTheOrphansOfAKilledOneAndContinuesWithItsData() throws Exception {
        notes.write("before the restart");
        stack.close();

        Process other = StackInAnotherJvm.start(directory);
        List<ProcessId> orphans = running();
        other.destroyForcibly().waitFor();
        assertThat(orphans).hasSize(9).allMatch(ProcessId::isAlive);
        // Killed between the start of a server and the writing of its pid file: PostgreSQL is found all the
        // same.
        Files.delete(directory.resolve("postgres").resolve("pid"));

        stack = Stack.fresh(directory);
        stack.start(ALL);

        assertThat(orphans).noneMatch(ProcessId::isAlive);
        assertThat(new Notes(stack).read()).containsOnly("before the restart");
    }

    private List<ProcessId> running() throws IOException {
        try (Stream<Path> files = Files.find(directory, 3, (path, attributes) -> path.endsWith("pid"))) {
            return files.flatMap(file -> new PidFile(file).living().stream()).toList();
        }
    }
}
