package dev.sluice.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.json.JsonMapper;

import dev.sluice.local.process.Launch;
import dev.sluice.local.process.LoopbackPorts;
import dev.sluice.local.process.Readiness;
import dev.sluice.local.process.Server;
import dev.sluice.local.stack.Stack;

/** auth-service in a process of its own, with PostgreSQL and Redis of its own. */
final class AuthService {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String NAME = "auth-service";

    private final Place place;
    private final String database;
    private final Map<String, Object> settings;
    private final int port = LoopbackPorts.free(1).getFirst();
    private Server server;

    /** @param secret of the client {@code bench} */
    AuthService(Place place, Stack stack, String secret) {
        this.place = place;
        database = stack.postgres().newDatabase("bench");
        settings = Map.of(
                "server.port", port,
                "spring.datasource.url", database,
                "spring.datasource.username", stack.postgres().user(),
                "spring.datasource.password", stack.postgres().password(),
                "spring.data.redis.sentinel.master", stack.redis().masterName(),
                "spring.data.redis.sentinel.nodes", String.join(",", stack.redis().sentinels()),
                "sluice.identity.issuer", address(),
                "sluice.auth.clients.bench.secret", secret,
                "sluice.auth.clients.bench.scopes", "flags:evaluate");
        server = server(Map.of());
    }

    String address() {
        return "http://127.0.0.1:" + port;
    }

    /** What a counter of the service has come to, over all its tags. */
    double counted(String metric) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address() + "/actuator/prometheus")).build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            List<String> lines = client.send(request, HttpResponse.BodyHandlers.ofLines()).body()
                    .filter(line -> line.startsWith(metric + "{")).toList();
            if (lines.isEmpty()) {
                throw new IllegalStateException("The service does not count " + metric);
            }
            return lines.stream()
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                    .sum();
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    long pid() {
        return server.process().orElseThrow().pid();
    }

    void start() {
        server.start();
    }

    /** Ends it and starts it again, with other settings over its own. */
    void restart(Map<String, Object> others) {
        server.stop();
        server = server(others);
        server.start();
    }

    /** Whichever this run or an earlier one started there. */
    static void stop(Place place) {
        new Server(NAME, home(place), new Launch(List.of(), List.of(), () -> { })).stop();
    }

    private static Path home(Place place) {
        return place.home().resolve(NAME);
    }

    /** Where its accounts are. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(database);
    }

    private Server server(Map<String, Object> others) {
        Map<String, Object> all = new HashMap<>(settings);
        all.putAll(others);
        return new Server(NAME, home(place), new Launch(
                place.serviceCommand(), List.of(port),
                Readiness.http(URI.create(address() + "/actuator/health/readiness"), Duration.ofSeconds(5)))
                .with(Map.of("SPRING_APPLICATION_JSON", JSON.writeValueAsString(all))));
    }
}
