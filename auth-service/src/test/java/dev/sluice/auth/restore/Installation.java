package dev.sluice.auth.restore;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

import dev.sluice.auth.AuthApplication;
import dev.sluice.auth.Instance;
import dev.sluice.auth.People;
import dev.sluice.auth.TestClients;
import dev.sluice.local.process.LoopbackPorts;
import dev.sluice.local.stack.Postgres;
import dev.sluice.local.stack.Redis;
import dev.sluice.local.stack.Stack;

import static org.assertj.core.api.Assertions.assertThat;

/** One instance, its database that can be put back, Redis, and a service that outlives the instance. */
final class Installation implements AutoCloseable {

    private static final Postgres POSTGRES = Stack.shared().postgres();

    private final String url = POSTGRES.newDatabase("auth_restore");
    private final String database = url.substring(url.lastIndexOf('/') + 1, url.indexOf('?'));
    private final List<String> settings = new ArrayList<>();
    private final int port = LoopbackPorts.free(1).getFirst();
    private final ConfigurableApplicationContext service;
    private @Nullable Instance running;

    /** A service that verifies tokens and does nothing else; nobody's component scan finds it. */
    @EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
    static class Follower {
    }

    Installation(Map<String, String> identity) {
        settings.add("--sluice.identity.issuer=http://127.0.0.1:" + port);
        settings.add("--sluice.events.broker=none");
        identity.forEach((name, value) -> settings.add("--" + name + "=" + value));
        start();
        service = new SpringApplicationBuilder(Follower.class).run(with("--server.port=0",
                "--sluice.identity.refresh-pause=100ms", "--sluice.identity.revocations.follow=true",
                // The configuration here is auth-service's, which leaves its database out of readiness.
                "--management.endpoint.health.validate-group-membership=false"));
    }

    Instance start() {
        Redis redis = Stack.shared().redis();
        Instance started = new Instance(new SpringApplicationBuilder(AuthApplication.class).run(with(
                "--server.port=" + port, "--spring.datasource.url=" + url,
                "--spring.datasource.hikari.maximum-pool-size=3",
                "--spring.data.redis.sentinel.master=" + redis.masterName(),
                "--spring.data.redis.sentinel.nodes=" + String.join(",", redis.sentinels()),
                // A busy machine is no outage.
                "--spring.data.redis.timeout=10s", "--sluice.auth.proof.staleness=30s")));
        running = started;
        return started;
    }

    private String[] with(String... others) {
        List<String> all = new ArrayList<>(settings);
        all.addAll(List.of(others));
        return all.toArray(String[]::new);
    }

    Instance running() {
        return Objects.requireNonNull(running);
    }

    String url() {
        return url;
    }

    /** Stops the instance, keeps a copy of its database, and starts again. */
    void backUp() throws SQLException {
        running().context().close();
        execute("create database " + database + "_copy template " + database);
        start();
    }

    /** Stops the instance and puts the copy in the place of its database. */
    void putBack() throws SQLException {
        running().context().close();
        execute("drop database " + database);
        execute("create database " + database + " template " + database + "_copy");
    }

    private static void execute(String statement) throws SQLException {
        try (Connection server = POSTGRES.connect("postgres"); Statement one = server.createStatement()) {
            one.execute(statement);
        }
    }

    /** What the command says. */
    String restored(int status, String... options) {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.add(url);
        List<String> said = new ArrayList<>();
        assertThat(DatabaseRestored.run(arguments, said::add)).as(said.toString()).isEqualTo(status);
        assertThat(said).hasSize(1);
        return said.getFirst();
    }

    /** Whether a token is good at the service that follows. */
    boolean isGood(String token) {
        return isGood(token, service);
    }

    static boolean isGood(String token, ConfigurableApplicationContext where) {
        try {
            where.getBean(JwtDecoder.class).decode(token);
            return true;
        }
        catch (JwtException refused) {
            return false;
        }
    }

    String signUp() {
        String email = People.newAddress();
        assertThat(running().post("/auth/signup", People.form(email)).status()).isEqualTo(201);
        return email;
    }

    JsonNode signIn(String email, String password) {
        var answer = running().signIn(email, password);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    String administrator() {
        return signIn("admin@sluice.local", "dev-only-administrator").get("access_token").asString();
    }

    TestClients clients() {
        return new TestClients(http(), administrator());
    }

    RestTestClient http() {
        return RestTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
    }

    @Override
    public void close() {
        service.close();
        running().context().close();
    }
}
