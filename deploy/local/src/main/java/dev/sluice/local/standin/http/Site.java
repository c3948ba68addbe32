package dev.sluice.local.standin.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;

/** A small HTTP server on loopback, with routes and with faults on demand. */
public final class Site implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Route> routes = new CopyOnWriteArrayList<>();
    private final Faults faults = new Faults();

    private Site(HttpServer server) {
        this.server = server;
    }

    /**
     * Listens at once; a request before its route is known gets 404.
     *
     * @param port 0: a free one
     */
    public static Site open(int port) throws IOException {
        // Without it each answer on a kept connection waits for the other side's delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpServer server = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
        Site site = new Site(server);
        site.on("GET", Faults.PATH, site.faults::listed);
        site.on("POST", Faults.PATH, site.faults::added);
        site.on("DELETE", Faults.PATH, site.faults::cleared);
        server.createContext("/", site::serve);
        server.setExecutor(site.threads);
        server.start();
        return site;
    }

    /** Answers requests of that method and path; {@code {name}} stands for one part of the path. */
    public Site on(String method, String template, Handler handler) {
        routes.add(new Route(method, template.split("/", -1), handler));
        return this;
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public Faults faults() {
        return faults;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            Call call = read(exchange);
            Optional<Fault> fault = faults.next(call);
            if (fault.isPresent()) {
                Thread.sleep(fault.get().delay());
            }
            Reply reply;
            if (fault.isPresent() && fault.get().status() != 0) {
                if (fault.get().after()) {
                    answer(call);
                }
                reply = fault.get().reply();
            }
            else {
                reply = answer(call);
            }
            write(exchange, reply);
        }
        catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private Reply answer(Call call) {
        boolean known = false;
        for (Route route : routes) {
            Map<String, String> variables = route.match(call.path());
            if (variables != null) {
                known = true;
                if (route.method.equals(call.method())) {
                    return answer(route, new Call(call.method(), call.path(), variables, call.query(),
                            call.headers(), call.body()));
                }
            }
        }
        return Reply.empty(known ? 405 : 404);
    }

    private static Reply answer(Route route, Call call) {
        try {
            return route.handler.answer(call);
        }
        catch (Refusal refusal) {
            return refusal.reply();
        }
        catch (IllegalArgumentException wrong) {
            return Reply.json(400, Map.of("message", String.valueOf(wrong.getMessage())));
        }
        catch (IOException | UncheckedIOException | IllegalStateException broken) {
            return Reply.json(500, Map.of("message", broken.toString()));
        }
    }

    private static Call read(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders().forEach(
                (name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        URI uri = exchange.getRequestURI();
        String query = uri.getRawQuery();
        return new Call(exchange.getRequestMethod(), uri.getPath(), Map.of(),
                query == null ? Map.of() : Call.form(query), headers,
                exchange.getRequestBody().readAllBytes());
    }

    private static void write(HttpExchange exchange, Reply reply) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", reply.contentType());
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        boolean bodiless = reply.body().length == 0;
        exchange.sendResponseHeaders(reply.status(), bodiless ? -1 : reply.body().length);
        if (!bodiless) {
            exchange.getResponseBody().write(reply.body());
        }
    }

    /** What a route does. */
    @FunctionalInterface
    public interface Handler {

        Reply answer(Call call) throws IOException;
    }

    private static final class Route {

        private final String method;
        private final String[] parts;
        private final Handler handler;

        private Route(String method, String[] parts, Handler handler) {
            this.method = method;
            this.parts = parts;
            this.handler = handler;
        }

        private @Nullable Map<String, String> match(String path) {
            String[] actual = path.split("/", -1);
            if (actual.length != parts.length) {
                return null;
            }
            Map<String, String> variables = new LinkedHashMap<>();
            for (int i = 0; i < parts.length; i++) {
                if (parts[i].startsWith("{")) {
                    variables.put(parts[i].substring(1, parts[i].length() - 1), actual[i]);
                }
                else if (!parts[i].equals(actual[i])) {
                    return null;
                }
            }
            return variables;
        }
    }
}
