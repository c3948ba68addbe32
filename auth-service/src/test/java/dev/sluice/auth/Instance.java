package dev.sluice.auth;

import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.micrometer.core.instrument.MeterRegistry;
import org.awaitility.Awaitility;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.auth.redis.Redis;
import dev.sluice.common.test.Http;

/** One of several instances of the service, as its clients know it. */
public record Instance(ConfigurableApplicationContext context) {

    public static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.shared();
    /** The one of the local run. */
    private static final String CLIENT =
            TestClients.basic("approval-service", "dev-only-approval-service");

    public int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    public Duration setting(String name) {
        return context.getEnvironment().getRequiredProperty(name, Duration.class);
    }

    public Http.Answer post(String path, Map<String, ?> body) {
        return post(path, "", body);
    }

    public Http.Answer post(String path, String token, Map<String, ?> body) {
        return Http.send(Http.json(port(), path, token, JSON.writeValueAsString(body)));
    }

    public Http.Answer signIn(String email, String password) {
        return post("/auth/signin", Map.of("email", email, "password", password));
    }

    /** With a device that somebody has signed in with. */
    public Http.Answer signIn(String email, String password, String cookie) {
        return Http.send(Http.json(port(), "/auth/signin", "",
                JSON.writeValueAsString(Map.of("email", email, "password", password)))
                .header(HttpHeaders.COOKIE, cookie));
    }

    public Http.Answer refresh(String token) {
        return post("/auth/refresh", Map.of("refresh_token", token));
    }

    public Http.Answer get(String path, String token) {
        return Http.send(Http.request(port(), path, token));
    }

    /** Whether a token is good, as a service hears it. */
    public boolean introspect(String token) {
        Http.Answer told = Http.send(Http.request(port(), "/oauth2/introspect")
                .header(HttpHeaders.AUTHORIZATION, CLIENT)
                .header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_FORM_URLENCODED_VALUE)
                .POST(HttpRequest.BodyPublishers.ofString("token=" + token)));
        return told.json().get("active").asBoolean();
    }

    /** What Redis, which is no cluster, answers; waits for it. */
    public <T> T ask(Function<RedisClusterAsyncCommands<byte[], byte[]>, RedisFuture<T>> question) {
        Redis asked = context.getBean(Redis.class);
        return Awaitility.await().atMost(PATIENCE)
                .until(() -> asked.ask(new byte[0], question), Optional::isPresent).orElseThrow();
    }

    public CircuitBreakerConfig breaker() {
        return context.getBean(CircuitBreakerRegistry.class).getDefaultConfig();
    }

    public double cached() {
        return context.getBean(MeterRegistry.class).get("sluice.auth.signins").tag("outcome", "cached")
                .counter().count();
    }

    /** How many questions to Redis have failed, by its absence or after their timeout. */
    public double failedQuestions() {
        return context.getBean(MeterRegistry.class).get("resilience4j.circuitbreaker.calls")
                .tag("kind", "failed").timer().count();
    }
}
