package dev.sluice.acceptance.secret;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OverheardTests {

    private static final String ANSWER = """
            {"access_token":"access-1","token_type":"Bearer","refresh_token":"refresh-1","name":"Ann Lee Ray",
             "made":[{"id":"secret-id","secret":{"id":"another-id","secret":"hidden-1"}}]}""";

    private final Secrets secrets = new Secrets();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] answer = ANSWER.getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.getResponseHeaders().set("Set-Cookie", "device=0123456789abcdef; Path=/; HttpOnly");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void whatIsASecretByItsNameIsRememberedWhicheverWayItGoes() throws Exception {
        HttpClient http = new Overheard(HttpClient.newHttpClient(), secrets);
        HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"));
        http.send(request.copy().header("Content-Type", "application/json").POST(BodyPublishers.ofString(
                "{\"email\":\"ann@example.org\",\"new_password\":\"correct horse\"}")).build(),
                BodyHandlers.ofString());
        http.send(request.copy().header("Content-Type", "application/x-www-form-urlencoded")
                .header("Authorization", "Basic Y2xpZW50OmIlMjBhc2ljLTE=")
                .POST(BodyPublishers.ofString("grant_type=refresh_token&client_secret=a+b%2Fc-post")).build(),
                BodyHandlers.ofByteArray());
        assertThat(secrets.all()).containsExactlyInAnyOrder("correct horse", "a b/c-post", "b asic-1",
                "Y2xpZW50OmIlMjBhc2ljLTE=", "access-1", "refresh-1", "hidden-1", "0123456789abcdef");
    }

    @Test
    void theSettingsOfARunAreRead() {
        secrets.addSettings(List.of("SLUICE_ADMIN_EMAIL=admin@sluice.local",
                "SLUICE_ADMIN_PASSWORD=0123456789", "SLUICE_KEY_ENCRYPTION_KEY=abcdef0123", "",
                "# a comment"));
        assertThat(secrets.all()).containsExactlyInAnyOrder("0123456789", "abcdef0123");
        assertThat(secrets).asString().doesNotContain("0123");
    }
}
