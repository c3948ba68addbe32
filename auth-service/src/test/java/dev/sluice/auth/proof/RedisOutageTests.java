package dev.sluice.auth.proof;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.micrometer.core.instrument.MeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.auth.AuthApplication;
import dev.sluice.auth.People;
import dev.sluice.common.test.Http;
import dev.sluice.local.stack.Redis;
import dev.sluice.local.stack.Stack;

import static org.assertj.core.api.Assertions.assertThat;

/** Two instances on one database and one Redis, parts of which die. */
class RedisOutageTests {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String OTHER_PASSWORD = "another gentle river";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** A hash, the timeouts of a few commands and a busy machine; one that hangs takes far longer. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    @TempDir static Path directory;
    private static Stack stack;
    private static Redis redis;
    private static Sentinels sentinels;
    private static List<Instance> instances;

    /** One of them, as its clients know it. */
    private record Instance(ConfigurableApplicationContext context) {

        int port() {
            return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        }

        Http.Answer post(String path, Map<String, ?> body) {
            return post(path, "", body);
        }

        Http.Answer post(String path, String token, Map<String, ?> body) {
            return Http.send(Http.json(port(), path, token, JSON.writeValueAsString(body)));
        }

        Http.Answer signIn(String email, String password) {
            return post("/auth/signin", Map.of("email", email, "password", password));
        }

        int get(String path, String token) {
            return Http.send(Http.request(port(), path, token)).status();
        }

        byte[] key(String email) {
            return context.getBean(Proofs.class).key(email);
        }

        /** What Redis answers; waits for it. */
        <T> T ask(Function<RedisClusterAsyncCommands<byte[], byte[]>, RedisFuture<T>> question) {
            var asked = context.getBean(dev.sluice.auth.redis.Redis.class);
            return Awaitility.await().atMost(PATIENCE).until(() -> asked.ask(question), Optional::isPresent)
                    .orElseThrow();
        }

        double cached() {
            return context.getBean(MeterRegistry.class).get("sluice.auth.signins").tag("outcome", "cached")
                    .counter().count();
        }
    }

    @BeforeAll
    static void start() {
        stack = Stack.fresh(directory);
        redis = stack.redis();
        sentinels = new Sentinels(redis);
        sentinels.giveUpAfter(Duration.ofMillis(500));
        String database = Stack.shared().postgres().newDatabase("auth_outage");
        instances = List.of(start(database), start(database));
    }

    private static Instance start(String database) {
        return new Instance(new SpringApplicationBuilder(AuthApplication.class).run("--server.port=0",
                "--spring.datasource.url=" + database, "--spring.datasource.hikari.maximum-pool-size=4",
                "--sluice.events.broker=none", "--sluice.auth.password.longest-wait=8s",
                "--spring.data.redis.sentinel.nodes=" + String.join(",", redis.sentinels()),
                "--sluice.auth.guessing.network.interval=1h"));
    }

    @BeforeEach
    void startAgain() {
        redis.start();
    }

    @AfterAll
    static void stop() {
        instances.forEach(instance -> instance.context().close());
        stack.close();
    }

    @Test
    void withoutRedisSignInsGoByTheDatabaseAndNoChangeIsForgotten() {
        Instance one = instances.getFirst();
        String email = signUp(one);
        untilCached(email, People.PASSWORD);
        byte[] proof = one.ask(commands -> commands.get(one.key(email)));

        redis.kill();
        for (Instance instance : instances) {
            assertThat(timed(() -> instance.signIn(email, People.PASSWORD)).status()).isEqualTo(200);
            assertThat(instance.get("/actuator/health/readiness", "")).isEqualTo(200);
        }
        String token = access(one.signIn(email, People.PASSWORD));
        assertThat(one.post("/auth/password", token, Map.of("current_password", People.PASSWORD,
                "new_password", OTHER_PASSWORD)).status()).isEqualTo(200);
        // The budgets go on as well: what each instance counts itself.
        String guessed = People.newAddress();
        for (int attempt = 0; attempt < 10; attempt++) {
            assertThat(one.signIn(guessed, People.PASSWORD).status()).isEqualTo(401);
        }
        assertThat(one.signIn(guessed, People.PASSWORD).status()).isEqualTo(429);

        redis.start();
        // It comes back with what it held when it died, and nobody deletes that.
        revive(email, proof);
        refused(email, People.PASSWORD);
        for (Instance instance : instances) {
            assertThat(instance.get("/auth/me", token)).isEqualTo(401);
        }
        untilCached(email, OTHER_PASSWORD);
        refused(email, People.PASSWORD);
    }

    @Test
    void whenTheMasterDiesUnderLoadNothingIsAnsweredWronglyAndNobodyIsKeptOut() throws Exception {
        Instance one = instances.getFirst();
        String changing = signUp(one);
        untilCached(changing, People.PASSWORD);
        byte[] proof = one.ask(commands -> commands.get(one.key(changing)));

        AtomicBoolean over = new AtomicBoolean();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> rounds = new ArrayList<>();
            for (int client = 0; client < 3; client++) {
                String email = signUp(one);
                rounds.add(clients.submit(() -> live(email, over)));
            }
            try {
                changeWhileItFailsOver(changing, proof);
            }
            finally {
                over.set(true);
            }
            for (Future<Integer> round : rounds) {
                assertThat(round.get()).isPositive();
            }
        }
    }

    private static void changeWhileItFailsOver(String email, byte[] proof) {
        Instance one = instances.getFirst();
        String master = sentinels.master();
        sentinels.killMaster();
        String old = access(one.signIn(email, People.PASSWORD));
        assertThat(one.post("/auth/password", old, Map.of("current_password", People.PASSWORD,
                "new_password", OTHER_PASSWORD)).status()).isEqualTo(200);
        // All know it within a second; from then on, nothing that the next master holds revives it.
        Awaitility.await().atMost(PATIENCE).until(() -> instances.stream()
                .allMatch(instance -> instance.get("/auth/me", old) == 401));
        refused(email, People.PASSWORD);
        Awaitility.await().atMost(PATIENCE).until(() -> !sentinels.master().equals(master));
        revive(email, proof);
        refused(email, People.PASSWORD);
        untilCached(email, OTHER_PASSWORD);
        refused(email, People.PASSWORD);
    }

    /** Signs in, refreshes and signs out again and again, now here and now there; returns how often. */
    private static int live(String email, AtomicBoolean over) throws Exception {
        Set<String> spent = new HashSet<>();
        int rounds = 0;
        for (; !over.get(); rounds++) {
            Instance here = instances.get(rounds % 2);
            Instance there = instances.get((rounds + 1) % 2);
            Http.Answer begun = timed(() -> here.signIn(email, People.PASSWORD));
            assertThat(begun.status()).as("%s", begun).isEqualTo(200);
            String first = refresh(begun);
            Http.Answer next = there.post("/auth/refresh", Map.of("refresh_token", first));
            Http.Answer again = here.post("/auth/refresh", Map.of("refresh_token", first));
            assertThat(next.status()).isEqualTo(200);
            assertThat(refresh(again)).isEqualTo(refresh(next));
            assertThat(spent.add(first) && spent.add(refresh(next))).isTrue();
            assertThat(here.post("/auth/signout", Map.of("refresh_token", refresh(next))).status())
                    .isEqualTo(204);
            assertThat(there.post("/auth/refresh", Map.of("refresh_token", refresh(next))).status())
                    .isEqualTo(401);
            assertThat(here.get("/auth/me", access(next))).isEqualTo(401);
        }
        return rounds;
    }

    private static String signUp(Instance instance) {
        String email = People.newAddress();
        assertThat(instance.post("/auth/signup", People.form(email)).status()).isEqualTo(201);
        return email;
    }

    /** As a replica would that had not heard of the change; each instance is connected again. */
    private static void revive(String email, byte[] proof) {
        instances.forEach(instance ->
                instance.ask(commands -> commands.set(instance.key(email), proof)));
    }

    private static void refused(String email, String password) {
        for (Instance instance : instances) {
            assertThat(instance.signIn(email, password).status()).isEqualTo(401);
        }
    }

    /** Each instance answers by the proof. */
    private static void untilCached(String email, String password) {
        for (Instance instance : instances) {
            Awaitility.await().atMost(PATIENCE).until(() -> {
                double before = instance.cached();
                assertThat(instance.signIn(email, password).status()).isEqualTo(200);
                return instance.cached() > before;
            });
        }
    }

    private static <T> T timed(Callable<T> call) throws IllegalStateException {
        long began = System.nanoTime();
        try {
            T answer = call.call();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LONGEST);
            return answer;
        }
        catch (Exception unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private static String access(Http.Answer answer) {
        return answer.json().get("access_token").asString();
    }

    private static String refresh(Http.Answer answer) {
        return answer.json().get("refresh_token").asString();
    }
}
