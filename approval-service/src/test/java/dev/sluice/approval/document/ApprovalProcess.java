package dev.sluice.approval.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.common.identity.Role;
import dev.sluice.common.test.TestIssuer;

/** The service as a process of its own, which can be killed. */
final class ApprovalProcess {

    private static final Path LOG = Path.of("target", "approval-process.log");

    private final HttpClient http = HttpClient.newHttpClient();
    private final String reviewer = TestIssuer.shared().token(Role.REVIEWER);
    private final int port = freePort();
    private final List<String> settings = new ArrayList<>();
    private Process process;

    ApprovalProcess(List<String> settings) {
        this.settings.addAll(settings);
        this.settings.addAll(List.of("--server.port=" + port,
                "--sluice.identity.issuer=" + TestIssuer.shared().url()));
    }

    void start() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
                "dev.sluice.approval.ApprovalApplication"));
        command.addAll(settings);
        process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(LOG.toFile())).start();
        Awaitility.await("approval-service is up").atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(100)).until(this::alive);
    }

    /** With SIGKILL. */
    void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    /** What a reviewer gets. */
    JsonNode get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    JsonNode post(String path, String body) throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + reviewer);
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return JsonMapper.shared().readTree(
                http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body());
    }

    private boolean alive() throws InterruptedException {
        if (!process.isAlive()) {
            throw new IllegalStateException("approval-service ended, see " + LOG);
        }
        try {
            return get("/actuator/health/liveness").path("status").asString("").equals("UP");
        }
        catch (IOException notYet) {
            return false;
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
        catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
