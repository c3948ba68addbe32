package dev.sluice.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.sluice.local.engine.Engine;
import dev.sluice.local.engine.Kind;
import dev.sluice.local.process.LoopbackPorts;
import dev.sluice.local.process.PidFile;
import dev.sluice.local.process.ProcessId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** The shared stack lives as long as its build; a sleeping process stands for the build. */
class KeeperTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process build = sleeping();
    private final KeeperDoor door = new KeeperDoor(ProcessId.of(build.pid()).orElseThrow());

    @AfterEach
    void endTheBuild() {
        build.destroyForcibly();
        await().atMost(PATIENCE).until(() -> !Files.exists(door.directory()));
    }

    @Test
    void everyJvmOfABuildFindsTheSameServer() {
        Engine first = door.engine(Kind.POSTGRES);
        Engine second = new KeeperDoor(ProcessId.of(build.pid()).orElseThrow()).engine(Kind.POSTGRES);

        first.start();
        second.start();

        assertThat(second.ports()).isEqualTo(first.ports());
    }

    @Test
    void theStackEndsWithItsBuildEvenByKill9() throws IOException {
        Engine postgres = door.engine(Kind.POSTGRES);
        postgres.start();
        List<ProcessId> processes = processes();
        assertThat(processes).isNotEmpty().allMatch(ProcessId::isAlive);
        assertThat(postgres.ports()).noneMatch(LoopbackPorts::isFree);

        build.destroyForcibly();

        await().atMost(PATIENCE).until(() -> processes.stream().noneMatch(ProcessId::isAlive));
        await().atMost(PATIENCE).until(() -> postgres.ports().stream().allMatch(LoopbackPorts::isFree));
        await().atMost(PATIENCE).until(() -> !Files.exists(door.directory()));
    }

    @Test
    void whatAKilledKeeperLeftIsSweptByTheNext() throws IOException {
        door.engine(Kind.POSTGRES).start();
        List<ProcessId> processes = processes();
        new PidFile(door.directory().resolve(Keeper.PID_FILE)).living().orElseThrow().handle().orElseThrow()
                .destroyForcibly();
        build.destroyForcibly();

        Process laterBuild = sleeping();
        try {
            new KeeperDoor(ProcessId.of(laterBuild.pid()).orElseThrow()).engine(Kind.POSTGRES).start();

            await().atMost(PATIENCE).until(() -> processes.stream().noneMatch(ProcessId::isAlive));
            await().atMost(PATIENCE).until(() -> !Files.exists(door.directory()));
        }
        finally {
            laterBuild.destroyForcibly();
        }
    }

    @Test
    void nobodyStopsWhatAllShare() {
        Engine shared = door.engine(Kind.POSTGRES);
        shared.start();

        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(shared::kill);
        assertThat(shared.isRunning()).isTrue();
    }

    @Test
    void theStackOfThisBuildBelongsToMavenWhereMavenRunsIt() {
        boolean underMaven = Stream.iterate(ProcessHandle.current(), ProcessHandle::isAlive,
                        handle -> handle.parent().orElseThrow())
                .takeWhile(handle -> handle.parent().isPresent())
                .anyMatch(handle -> handle.info().commandLine().orElse("").contains("plexus-classworlds"));

        assertThat(Owner.ofThisBuild().pid() != ProcessHandle.current().pid()).isEqualTo(underMaven);
    }

    private List<ProcessId> processes() throws IOException {
        try (Stream<Path> files = Files.find(door.directory(), 3,
                (path, attributes) -> path.endsWith("pid") || path.endsWith(Keeper.PID_FILE))) {
            return files.flatMap(file -> new PidFile(file).living().stream()).toList();
        }
    }

    private static Process sleeping() {
        try {
            return new ProcessBuilder("sleep", "600").start();
        }
        catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
