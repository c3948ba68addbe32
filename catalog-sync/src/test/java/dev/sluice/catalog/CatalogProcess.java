package dev.sluice.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.awaitility.Awaitility;

import dev.sluice.common.test.Http;
import dev.sluice.common.test.TestIssuer;
import dev.sluice.local.stack.Stack;
import dev.sluice.local.standin.StandIns;

/** The service as a process of its own, which can be killed. */
final class CatalogProcess {

    private static final Path LOG = Path.of("target", "catalog-process.log");

    private final String prefix = "crash" + UUID.randomUUID().toString().substring(0, 8) + ".";
    private final int port = freePort();
    private final List<String> settings = new ArrayList<>();
    private Process process;

    CatalogProcess(StandIns standIns) {
        var postgres = Stack.shared().postgres();
        settings.addAll(List.of("--server.port=" + port,
                "--spring.datasource.url=" + postgres.newDatabase("crash"),
                "--spring.datasource.username=" + postgres.user(),
                "--spring.datasource.password=" + postgres.password(),
                "--sluice.events.prefix=" + prefix,
                "--sluice.events.kafka.bootstrap-servers=" + Stack.shared().kafka().bootstrapServers(),
                "--sluice.identity.issuer=" + TestIssuer.shared().url()));
        Catalogue.properties(standIns).forEach((name, value) -> settings.add("--" + name + "=" + value));
    }

    void start() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
                CatalogApplication.class.getName()));
        command.addAll(settings);
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(LOG.toFile())).start();
        }
        catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Awaitility.await("catalog-sync is up").atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(100)).until(this::alive);
    }

    private boolean alive() {
        if (!process.isAlive()) {
            throw new IllegalStateException("catalog-sync ended, see " + LOG);
        }
        try {
            return Http.send(Http.request(port, "/actuator/health/liveness")).status() == 200;
        }
        catch (Http.Unanswered notYet) {
            return false;
        }
    }

    /** With SIGKILL. */
    void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    int port() {
        return port;
    }

    String topic() {
        return prefix + TestApprovals.TOPIC;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
        catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
