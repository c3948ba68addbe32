package dev.sluice.common.identity;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import static org.assertj.core.api.Assertions.assertThat;

/** Grants tokens that it numbers, and answers a call that shows one; as slow or hostile as a test likes. */
final class GrantingServer implements AutoCloseable {

    final List<String> requests = new CopyOnWriteArrayList<>();
    final List<String> calls = new CopyOnWriteArrayList<>();
    /** How the tokens begin that a call is refused with; empty for none. */
    volatile String refusedToken = "";
    volatile int tokenStatus = 200;
    /** Of tokens, in seconds. */
    volatile int life = 3600;
    /** No token is granted while it is closed. */
    volatile CountDownLatch gate = new CountDownLatch(0);
    private final HttpServer server;

    GrantingServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/oauth2/token", this::grant);
        server.createContext("/call", this::call);
        server.start();
    }

    URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void grant(HttpExchange exchange) throws IOException {
        try (exchange) {
            String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(exchange.getRequestHeaders().getFirst("Authorization") + " " + form);
            int number = requests.size();
            try {
                assertThat(gate.await(30, TimeUnit.SECONDS)).isTrue();
            }
            catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            byte[] answer = ("{\"access_token\":\"token-" + number + "\",\"token_type\":\"Bearer\","
                    + "\"expires_in\":" + life + "}").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(tokenStatus, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private void call(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            calls.add(authorization);
            boolean refused = !refusedToken.isEmpty() && authorization.startsWith("Bearer " + refusedToken);
            exchange.sendResponseHeaders(refused ? 401 : 200, refused || body.length == 0 ? -1 : body.length);
            if (!refused && body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }
}
