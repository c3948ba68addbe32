package dev.sluice.common.object;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A stand-in for S3, in a process and on a class path of its own. */
record S3Mock(Process process, URI endpoint) implements AutoCloseable {

    static S3Mock start() throws IOException {
        Path list = Path.of("s3mock/target/class-path/s3mock.class-path").toAbsolutePath();
        String repository = System.getProperty("sluice.maven.repository",
                System.getProperty("user.home") + "/.m2/repository");
        String classPath = Files.readString(list).strip().replace("@repository@", repository);
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path log = Files.createDirectories(Path.of("target").toAbsolutePath()).resolve("s3mock.log");
        String java = ProcessHandle.current().info().command().orElse("java");
        Process process = new ProcessBuilder(java, "-Xmx192m",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", classPath,
                "com.adobe.testing.s3mock.S3MockApplication",
                "--com.adobe.testing.s3mock.httpPort=" + port, "--server.port=0",
                "--server.address=127.0.0.1", "--spring.main.banner-mode=off")
                .redirectErrorStream(true).redirectOutput(log.toFile()).start();
        // A test JVM that is killed leaves it; one that exits does not.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        S3Mock server = new S3Mock(process, URI.create("http://127.0.0.1:" + port));
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest ready = HttpRequest.newBuilder(server.endpoint).timeout(Duration.ofSeconds(5)).build();
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().untilAsserted(() -> {
            assertThat(process.isAlive()).as("see " + log).isTrue();
            assertThat(http.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode()).isEqualTo(200);
        });
        return server;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
