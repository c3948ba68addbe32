package dev.sluice.local.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.contentOf;

/** Processes of the shell stand for servers: what counts here is how they are started and ended. */
class ServerTests {

    private static final Readiness AT_ONCE = () -> {};
    private static final Readiness NEVER = () -> {
        throw new IOException("nobody answers");
    };

    @TempDir
    private Path home;
    private Server server;

    @AfterEach
    void nothingIsLeft() {
        if (server != null) {
            server.kill();
        }
    }

    @Test
    void aServerIsStoppedFromAnotherJvmByItsPidFile() {
        server = shell("exec sleep 600", AT_ONCE);
        server.start();
        ProcessId process = server.process().orElseThrow();

        shell("exec sleep 600", AT_ONCE).stop();

        assertThat(process.isAlive()).isFalse();
        assertThat(home.resolve("pid")).doesNotExist();
    }

    @Test
    void whatAnEarlierRunLeftEndsBeforeTheNextStart() {
        Server earlier = shell("exec sleep 600", AT_ONCE);
        earlier.start();
        ProcessId orphan = earlier.process().orElseThrow();

        server = shell("exec sleep 600", AT_ONCE);
        server.start();

        assertThat(orphan.isAlive()).isFalse();
        assertThat(server.isRunning()).isTrue();
    }

    @Test
    void aProcessThatOnlyHasTheSameNumberIsNeverEnded() throws IOException {
        Process stranger = new ProcessBuilder("sleep", "600").start();
        try {
            ProcessId id = ProcessId.of(stranger.pid()).orElseThrow();
            Files.writeString(home.resolve("pid"), new ProcessId(id.pid(), id.startTicks() - 1).toString());

            server = shell("exec sleep 600", AT_ONCE);
            server.start();
            server.stop();

            assertThat(stranger.isAlive()).isTrue();
        }
        finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void aPortInUseIsSaidInOneSentence() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server = new Server("Kafka", home,
                    new Launch(List.of("sleep", "600"), List.of(taken.getLocalPort()), AT_ONCE));

            assertThatExceptionOfType(ServerFailed.class).isThrownBy(server::start)
                    .withMessage("Kafka did not start: port " + taken.getLocalPort()
                            + " on 127.0.0.1 is in use by another program; see " + home.resolve("log"));
            assertThat(server.isRunning()).isFalse();
        }
    }

    @Test
    void aServerThatEndsBeforeItIsReadyIsSaidInOneSentence() {
        server = shell("echo out of order; exit 7", NEVER);

        assertThatExceptionOfType(ServerFailed.class).isThrownBy(server::start)
                .withMessage("Kafka did not start: it ended with exit code 7 before it was ready; see "
                        + home.resolve("log"));
        assertThat(home.resolve("log")).content().contains("out of order");
    }

    @Test
    void aLogTellsOfOneRunAndTheOneBeforeIsKeptBesideIt() {
        server = shell("echo $$; touch said; exec sleep 600", () -> Files.delete(home.resolve("said")));
        server.start();
        String first = contentOf(server.log().toFile());
        server.start();

        assertThat(home.resolve("log.1")).hasContent(first);
        assertThat(server.log()).content().isNotBlank().isNotEqualTo(first);
    }

    @Test
    void aServerIsAskedNothingBeforeItsPortIsBound() {
        AtomicInteger asked = new AtomicInteger();
        Launch launch = new Launch(List.of("sleep", "600"), LoopbackPorts.free(1), asked::incrementAndGet);
        server = new Server("Kafka", home, launch.within(Duration.ofMillis(300)));

        assertThatExceptionOfType(ServerFailed.class).isThrownBy(server::start);

        assertThat(asked).hasValue(0);
    }

    @Test
    void aServerThatIsNeverReadyIsEnded() {
        server = new Server("Kafka", home, new Launch(List.of("sleep", "600"), List.of(), NEVER)
                .within(Duration.ofMillis(300)));

        assertThatExceptionOfType(ServerFailed.class).isThrownBy(server::start)
                .withMessageContaining("was not ready");
        assertThat(server.isRunning()).isFalse();
    }

    @Test
    void aProgramThatIsMissingIsSaidInOneSentence() {
        server = new Server("Kafka", home, new Launch(List.of("/no/such/program"), List.of(), NEVER));

        assertThatExceptionOfType(ServerFailed.class).isThrownBy(server::start)
                .withMessageStartingWith("Kafka did not start: its process could not be created")
                .withMessageEndingWith("see " + home.resolve("log"));
    }

    @Test
    void aServerThatDoesNotListenIsKilledWithItsChildren() throws IOException {
        Path started = home.resolve("child");
        server = new Server("Kafka", home, new Launch(
                // By the rename the file is there with what is in it.
                List.of("sh", "-c", """
                        trap '' TERM; sleep 600 & echo $! > draft; mv draft child
                        while :; do sleep 1; done"""),
                List.of(), () -> Files.size(started)).within(Duration.ofMillis(800)));
        server.start();
        ProcessId child = ProcessId.of(Long.parseLong(Files.readString(started).strip())).orElseThrow();

        server.stop();

        assertThat(server.isRunning()).isFalse();
        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void aServerThatCannotBeRememberedIsEnded() {
        // Nobody can leave a pid file there, as on a full disk.
        server = new Server("Kafka", Path.of("/proc"),
                new Launch(List.of("sleep", "4711"), List.of(), AT_ONCE).loggingTo(home.resolve("log")));

        assertThatExceptionOfType(ServerFailed.class).isThrownBy(server::start);

        assertThat(ProcessHandle.current().children().map(child -> child.info().commandLine().orElse("")))
                .noneMatch(command -> command.contains("4711"));
    }

    private Server shell(String script, Readiness readiness) {
        return new Server("Kafka", home, new Launch(List.of("sh", "-c", script), List.of(), readiness));
    }
}
