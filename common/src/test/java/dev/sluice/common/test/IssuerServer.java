package dev.sluice.common.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** Where the keys and the feed of a {@link TestIssuer} are had. */
final class IssuerServer {

    private final HttpServer server;
    private final AtomicInteger fetches = new AtomicInteger();
    private volatile boolean down;

    IssuerServer(Supplier<List<JWK>> keys, TestFeed feed) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        }
        catch (IOException unexpected) {
            throw new UncheckedIOException(unexpected);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/.well-known/jwks.json", exchange -> {
            fetches.incrementAndGet();
            answer(exchange, "application/jwk-set+json",
                    () -> Optional.of(new JWKSet(keys.get()).toString()));
        });
        server.createContext("/revocations", exchange -> answer(exchange, "application/jwt",
                () -> feed.answer(exchange.getRequestURI())));
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    void down(boolean nowDown) {
        down = nowDown;
    }

    /** How often the keys were asked for. */
    int fetches() {
        return fetches.get();
    }

    /** What there is; otherwise 503, as while the server is down. */
    private void answer(HttpExchange exchange, String type, Supplier<Optional<String>> content)
            throws IOException {
        try (exchange) {
            Optional<String> text = down ? Optional.empty() : content.get();
            if (text.isEmpty()) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            byte[] bytes = text.get().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", type);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
