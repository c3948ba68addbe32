package dev.sluice.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

import dev.sluice.common.test.Http;
import dev.sluice.common.test.TestIssuer;

/** The service in a process of its own, so that it can be killed. */
final class IngestProcess {

    private static final Path LOG = Path.of("target", "crash-tests.log").toAbsolutePath();

    private final Path folder;
    private final List<String> settings;
    private final int port;
    private Process process;

    IngestProcess(Path folder, String databaseUrl, String kafka) {
        this.folder = folder;
        port = freePort();
        settings = List.of("--server.port=" + port, "--spring.datasource.url=" + databaseUrl,
                "--spring.datasource.username=postgres",
                "--sluice.events.kafka.bootstrap-servers=" + kafka,
                "--sluice.events.kafka.session-timeout=6s",
                "--sluice.objects.file.root=" + folder.resolve("objects"),
                "--sluice.identity.issuer=" + TestIssuer.shared().url());
        start();
    }

    void start() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
                "dev.sluice.ingest.IngestApplication"));
        command.addAll(settings);
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(LOG.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Awaitility.await("ingest-service is up").atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100)).until(this::healthy);
    }

    Door door() {
        return new Door(port);
    }

    /** The keys of all objects that a reader could see. */
    List<String> objects() {
        Path root = folder.resolve("objects");
        if (!Files.isDirectory(root.resolve("uploads"))) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root.resolve("uploads"))) {
            return files.filter(Files::isRegularFile).map(file -> root.relativize(file).toString()).toList();
        } catch (IOException | UncheckedIOException changedMeanwhile) {
            throw new AssertionError(changedMeanwhile);
        }
    }

    /** Bytes of uploads that are being written right now. */
    long incomingBytes() {
        try (Stream<Path> files = Files.walk(folder.resolve("objects/.incoming"))) {
            return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException | UncheckedIOException notYet) {
            return 0;
        }
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    void stop() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    private boolean healthy() {
        if (!process.isAlive()) {
            throw new IllegalStateException("ingest-service ended, see " + LOG);
        }
        try {
            return door().get("", "/actuator/health/liveness").status() == 200;
        } catch (Http.Unanswered notYet) {
            return false;
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
