package dev.sluice.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.local.process.Ending;
import dev.sluice.local.process.Parallel;
import dev.sluice.local.process.PidFile;
import dev.sluice.local.process.ProcessId;

import static org.assertj.core.api.Assertions.assertThat;

/** One stack of processes through its life: killed with its JVM, crashed, and ended. */
@DisabledIfSystemProperty(named = "sluice.stack", matches = "docker")
class RestartTests {

    @TempDir
    private Path directory;

    @Test
    void whatWasWrittenSurvivesTheKilledJvmAndTheKilledServers() throws Exception {
        Process other = StackInAnotherJvm.start(directory, "before the crash");
        List<ProcessId> orphans = running();
        other.destroyForcibly().waitFor();
        assertThat(orphans).hasSize(8).allMatch(ProcessId::isAlive);
        // One is killed, and two go on without the one that started them.
        running("kafka").forEach(Ending::atOnce);
        // As if killed between the start of PostgreSQL and the writing of its pid file: it is found all the
        // same.
        Files.delete(directory.resolve("postgres").resolve("pid"));

        Stack stack = Stack.fresh(directory);
        stack.start(StackInAnotherJvm.STARTED);

        assertThat(orphans).noneMatch(ProcessId::isAlive);
        Notes notes = new Notes(stack);
        assertThat(notes.read(StackInAnotherJvm.STARTED)).hasSize(3).containsOnly("before the crash");

        List<Component> components = List.of(stack.postgres(), stack.redis());
        Parallel.forEach(components, Component::kill);
        assertThat(components).noneMatch(Component::isRunning);
        Parallel.forEach(components, Component::start);

        assertThat(notes.read(StackInAnotherJvm.STARTED)).hasSize(3).containsOnly("before the crash");

        List<ProcessId> running = running();
        stack.close();
        assertThat(running).hasSize(8).noneMatch(ProcessId::isAlive);
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        running().forEach(Ending::atOnce);
    }

    private List<ProcessId> running() throws IOException {
        return running(".");
    }

    private List<ProcessId> running(String component) throws IOException {
        Path below = directory.resolve(component);
        try (Stream<Path> files = Files.find(below, 3, (path, attributes) -> path.endsWith("pid"))) {
            return files.flatMap(file -> new PidFile(file).living().stream()).toList();
        }
    }
}
