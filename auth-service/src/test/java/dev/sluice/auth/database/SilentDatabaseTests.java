package dev.sluice.auth.database;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.sluice.auth.AuthApplication;
import dev.sluice.auth.Instance;
import dev.sluice.auth.People;
import dev.sluice.common.test.Http;
import dev.sluice.common.test.SilentPostgres;
import dev.sluice.local.stack.Stack;

import static org.assertj.core.api.Assertions.assertThat;

/** A database that falls silent: its processes are stopped, and no connection ends. */
@ExtendWith(OutputCaptureExtension.class)
class SilentDatabaseTests {

    /** A busy machine. */
    private static final Duration SLACK = Duration.ofSeconds(5);
    private static final String JOB = "dev.sluice.auth.key.KeyRing.renew cannot do its work";

    @TempDir static Path directory;
    private static Stack stack;
    private static Instance instance;
    private static String email;
    private static String access;
    private static String refresh;
    private static String over;

    @BeforeAll
    static void start() {
        stack = Stack.fresh(directory);
        instance = new Instance(new SpringApplicationBuilder(AuthApplication.class).run("--server.port=0",
                "--spring.datasource.url=" + stack.postgres().newDatabase("auth_silent"),
                "--spring.datasource.hikari.data-source-properties.socketTimeout=3",
                "--sluice.auth.key-look-every=100ms", "--sluice.events.broker=none",
                // Fewer than the attempts that cannot be answered: none of them counts.
                "--sluice.auth.guessing.network.attempts=2",
                "--spring.data.redis.sentinel.nodes=127.0.0.1:1"));
        email = People.newAddress();
        assertThat(instance.post("/auth/signup", People.form(email)).status()).isEqualTo(201);
        Http.Answer answer = instance.signIn(email, People.PASSWORD);
        access = answer.json().get("access_token").asString();
        refresh = answer.json().get("refresh_token").asString();
        over = instance.signIn(email, People.PASSWORD).json().get("refresh_token").asString();
    }

    @AfterAll
    static void stop() {
        instance.context().close();
        stack.close();
    }

    /** What came back, and after how long. */
    private record Timed(String question, Http.Answer answer, Duration took) {
    }

    @Test
    void everybodyIsToldInTimeToComeBack(CapturedOutput output) throws Exception {
        // The pool has connections that were used a moment ago, which are not tried again before their use.
        assertAllAreServed();
        try (var _ = SilentPostgres.begin(stack.postgres());
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            assertAllAreTold(clients, 3);
            // None of those connections is left: now each question waits for a new one.
            assertAllAreTold(clients, 1);
            assertAllAreTold(clients, 1);
            assertThat(instance.get("/actuator/health/liveness", "").status()).isEqualTo(200);
            assertAllElseGoesOn();
            Awaitility.await().atMost(Instance.PATIENCE).until(() -> failures() >= 3);
        }
        Awaitility.await().atMost(Instance.PATIENCE).untilAsserted(
                SilentDatabaseTests::assertAllAreServed);
        assertThat(instance.refresh(refresh).status()).isEqualTo(200);
        Awaitility.await().atMost(Instance.PATIENCE).until(() ->
                instance.get("/actuator/health", "").status() == 200);
        assertThat(output.getAll().lines().filter(line -> line.contains(JOB))).singleElement().asString()
                .contains("WARN");
        assertThat(output).as("errors of jobs").doesNotContain("scheduled task");
    }

    /** What needs no database, and so whoever routes by readiness: operators are told all the same. */
    private static void assertAllElseGoesOn() {
        assertThat(instance.get("/actuator/health/readiness", "").status()).isEqualTo(200);
        assertThat(instance.get("/actuator/health", "").status()).isEqualTo(503);
        assertThat(instance.get("/.well-known/jwks.json", "").status()).isEqualTo(200);
        assertThat(instance.introspect(access)).isTrue();
    }

    /** How often one of the jobs has failed. */
    private static long failures() {
        return instance.context().getBean(MeterRegistry.class).find("tasks.scheduled.execution")
                .tag("code.namespace", "dev.sluice.auth.key.KeyRing").timers().stream()
                .filter(timer -> !"none".equals(timer.getId().getTag("error")))
                .mapToLong(Timer::count).sum();
    }

    /** What needs the database, each to be asked as often as one likes. */
    private static Map<String, Supplier<Http.Answer>> questions() {
        return Map.of("sign-in", () -> instance.signIn(email, People.PASSWORD),
                "sign-up", () -> instance.post("/auth/signup", People.form(People.newAddress())),
                "sign-out", () -> instance.post("/auth/signout", Map.of("refresh_token", over)),
                "person", () -> instance.get("/auth/me", access));
    }

    private static void assertAllAreServed() {
        questions().forEach((name, question) ->
                assertThat(question.get().status()).as(name).isLessThan(300));
    }

    private static void assertAllAreTold(ExecutorService clients, int rounds) throws Exception {
        List<Future<Timed>> asked = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            questions().forEach((name, question) -> asked.add(clients.submit(() -> time(name, question))));
        }
        for (Future<Timed> each : asked) {
            assertTold(each.get());
        }
    }

    private static Timed time(String name, Supplier<Http.Answer> question) {
        long began = System.nanoTime();
        return new Timed(name, question.get(), Duration.ofNanos(System.nanoTime() - began));
    }

    private static void assertTold(Timed told) {
        assertThat(told.took()).as(told.question()).isLessThan(bound());
        assertThat(told.answer().status()).as(told.question()).isEqualTo(503);
        assertThat(told.answer().header("Content-Type")).startsWith("application/problem+json");
        assertThat(Integer.parseInt(told.answer().header("Retry-After"))).isPositive();
    }

    /** A connection from the pool, and one statement that is not answered. */
    private static Duration bound() {
        var settings = instance.context().getEnvironment();
        return Duration.ofMillis(settings.getRequiredProperty("spring.datasource.hikari.connection-timeout",
                Long.class)).plusSeconds(settings.getRequiredProperty(
                        "spring.datasource.hikari.data-source-properties.socketTimeout", Long.class))
                .plus(SLACK);
    }
}
