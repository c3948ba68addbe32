package dev.sluice.local.launch;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.local.engine.Jvm;
import dev.sluice.local.process.Ending;
import dev.sluice.local.process.Launch;
import dev.sluice.local.process.PidFile;
import dev.sluice.local.process.ProcessId;
import dev.sluice.local.process.Server;
import dev.sluice.local.process.ServerFailed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class LauncherTests {

    @TempDir
    private Path directory;

    @Test
    void aSecondRunIsRefusedAndTheFirstIsNotStopped() throws Exception {
        Home home = new Home(directory.resolve(".sluice"));
        Path launcher = Files.createDirectories(home.process("launcher"));
        new PidFile(launcher.resolve("attached")).write(ProcessId.ofThisJvm());

        assertThat(launcher("run")).isEqualTo(
                "The platform of this checkout is running already; deploy/stop ends it.\n1");
        assertThat(launcher("stop")).isEqualTo(
                "deploy/run is in charge of it: end that one with Ctrl-C.\n1");
        assertThat(home.credentials()).doesNotExist();
    }

    @Test
    void theStopFinishesWhatMakesTheNextStartFastUnlessItIsToEndNow() throws Exception {
        Home home = new Home(directory.resolve(".sluice"));

        training(home, "until [ -e go ]; do sleep 0.05; done; touch first");
        Path go = home.process("training").resolve("go");
        assertThat(launcher(said -> {
            if (said.contains("being finished") && !Files.exists(go)) {
                Files.createFile(go);
            }
        }, "stop")).contains("being finished").endsWith("It was training.\n0");
        assertThat(home.process("training").resolve("first")).exists();

        training(home, "exec sleep 600");
        assertThat(launcher("stop", "--now"))
                .doesNotContain("being finished").endsWith("It was training.\n0");
        assertThat(home.running()).isEmpty();
        assertThat(launcher("stop", "--soon")).isEqualTo("Usage: deploy/stop [--now]\n1");
    }

    private static void training(Home home, String script) {
        new Server("training", home.process("training"),
                new Launch(List.of("sh", "-c", script), List.of(), () -> { })).start();
    }

    @Test
    void aStartThatIsGivenUpLeavesNothing() throws Exception {
        for (Service service : Service.values()) {
            FakeService.jar(service.jar(directory), "never ready");
        }
        Home home = new Home(directory.resolve("home"));
        LocalPlatform platform = LocalPlatform.fresh(directory, home.directory(), Broker.KAFKA);
        try {
            var start = CompletableFuture.runAsync(
                    () -> platform.start(line -> { }), Thread::startVirtualThread);
            await().atMost(Duration.ofMinutes(1)).until(() -> home.running().contains("postgres"));
            List<ProcessId> running = running(home);

            platform.close();

            assertThat(running).isNotEmpty().noneMatch(ProcessId::isAlive);
            assertThat(home.running()).isEmpty();
            assertThatThrownBy(start::join).cause()
                    .isInstanceOf(ServerFailed.class).hasMessage("The start was given up.");
            assertThat(home.running()).isEmpty();
        }
        finally {
            running(home).forEach(Ending::atOnce);
        }
    }

    private static List<ProcessId> running(Home home) throws IOException {
        return home.pidFiles().stream().flatMap(file -> file.living().stream()).toList();
    }

    /** What it says to that command, and its exit code. */
    private String launcher(String... command) throws IOException, InterruptedException {
        return launcher(said -> { }, command);
    }

    private String launcher(Listener listener, String... command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(Jvm.executable(), "-Xmx64m", "-XX:+UseSerialGC",
                "-Dsluice.home=" + directory, "-cp", System.getProperty("java.class.path"),
                Launcher.class.getName()));
        line.addAll(List.of(command));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        StringBuilder said = new StringBuilder();
        try (BufferedReader lines = process.inputReader()) {
            for (String read = lines.readLine(); read != null; read = lines.readLine()) {
                said.append(read).append('\n');
                listener.hear(read);
            }
        }
        return said.toString() + process.waitFor();
    }

    @FunctionalInterface
    private interface Listener {

        void hear(String line) throws IOException;
    }
}
