package dev.sluice.approval;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A flag service with one flag, and a door where its client gets a token. Like the real one it refuses an
 * evaluation without a targeting key.
 */
public final class FlagServer {

    private static final FlagServer SHARED = new FlagServer();
    private static final String TOKEN = "a-token-for-flags";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;
    private volatile boolean fourEyes = true;
    private volatile boolean down;

    private FlagServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/oauth2/token", exchange -> answer(exchange, 200,
                "{\"access_token\":\"" + TOKEN + "\",\"token_type\":\"Bearer\",\"expires_in\":3600}"));
        server.createContext("/ofrep/v1/evaluate/flags/four-eyes", this::evaluate);
        server.start();
    }

    public static FlagServer shared() {
        return SHARED;
    }

    public void fourEyes(boolean on) {
        down = false;
        fourEyes = on;
    }

    public void down() {
        down = true;
    }

    private void evaluate(HttpExchange exchange) throws IOException {
        JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
        if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, 401, "{}");
        }
        else if (down) {
            answer(exchange, 503, "{}");
        }
        else if (!request.path("context").path("targetingKey").isString()) {
            answer(exchange, 400, "{\"key\":\"four-eyes\",\"errorCode\":\"TARGETING_KEY_MISSING\"}");
        }
        else {
            answer(exchange, 200, "{\"key\":\"four-eyes\",\"value\":" + fourEyes
                    + ",\"variant\":\"" + (fourEyes ? "on" : "off") + "\",\"reason\":\"STATIC\"}");
        }
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** Has the service under test ask this server. */
    static final class Wiring implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            String url = "http://127.0.0.1:" + SHARED.server.getAddress().getPort();
            TestPropertyValues.of(Map.of(
                    "sluice.identity.client.token-uri", url + "/oauth2/token",
                    "sluice.approval.flags.url", url)).applyTo(context);
        }
    }
}
