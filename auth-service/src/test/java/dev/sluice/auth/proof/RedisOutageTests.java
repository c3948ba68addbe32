package dev.sluice.auth.proof;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;

import dev.sluice.auth.AuthApplication;
import dev.sluice.auth.Instance;
import dev.sluice.auth.People;
import dev.sluice.common.test.Http;
import dev.sluice.local.stack.Redis;
import dev.sluice.local.stack.Stack;

import static org.assertj.core.api.Assertions.assertThat;

/** Two instances on one database and one Redis, parts of which die. */
class RedisOutageTests {

    private static final String OTHER_PASSWORD = "another gentle river";
    private static final Duration PATIENCE = Instance.PATIENCE;
    /** A sign-in looks for a proof, counts the attempt where it finds a void one, and keeps the next one. */
    private static final int QUESTIONS_OF_A_SIGN_IN = 3;

    @TempDir static Path directory;
    private static Stack stack;
    private static Redis redis;
    private static Sentinels sentinels;
    private static List<Instance> instances;

    @BeforeAll
    static void start() {
        stack = Stack.fresh(directory);
        redis = stack.redis();
        sentinels = new Sentinels(redis);
        String database = Stack.shared().postgres().newDatabase("auth_outage");
        instances = List.of(start(database), start(database));
    }

    private static Instance start(String database) {
        return new Instance(new SpringApplicationBuilder(AuthApplication.class).run("--server.port=0",
                "--spring.datasource.url=" + database, "--spring.datasource.hikari.maximum-pool-size=6",
                "--sluice.events.broker=none", "--sluice.auth.password.longest-wait=6s",
                "--spring.data.redis.sentinel.nodes=" + String.join(",", redis.sentinels()),
                "--sluice.auth.guessing.network.interval=1h",
                "--sluice.auth.guessing.device.attempts=1000000"));
    }

    @BeforeEach
    void startAgain() {
        redis.start();
        sentinels.giveUpAfter(Duration.ofMillis(500));
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
        byte[] proof = one.ask(commands -> commands.get(key(one, email)));

        redis.kill();
        for (Instance instance : instances) {
            long began = System.nanoTime();
            assertThat(instance.signIn(email, People.PASSWORD).status()).isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(longestSignIn());
            assertThat(instance.get("/actuator/health/readiness", "").status()).isEqualTo(200);
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
            assertThat(instance.get("/auth/me", token).status()).isEqualTo(401);
        }
        untilCached(email, OTHER_PASSWORD);
        refused(email, People.PASSWORD);
    }

    @Test
    void whenTheMasterIsKilledUnderLoadNothingIsAnsweredWronglyAndNobodyIsKeptOut() {
        underLoad(load -> failOver(() -> sentinels.masterProcess().destroyForcibly()));
    }

    @Test
    void whenTheMasterFallsSilentUnderLoadTheOneThatTookOverIsFound() throws Exception {
        ProcessHandle master = sentinels.masterProcess();
        try {
            underLoad(load -> {
                List<Double> before = instances.stream().map(Instance::failedQuestions).toList();
                long began = System.nanoTime();
                failOver(() -> Sentinels.signal(master, "STOP"));
                // While it is still silent, and the connections to it still open.
                load.awaitRounds(1);
                for (int instance = 0; instance < instances.size(); instance++) {
                    assertThat(instances.get(instance).failedQuestions() - before.get(instance))
                            .as("questions that waited in vain").isLessThanOrEqualTo(mostInVain(
                                    instances.get(instance), load.size(), System.nanoTime() - began));
                }
            });
        }
        finally {
            Sentinels.signal(master, "CONT");
        }
    }

    /** Something that may fail as it likes. */
    @FunctionalInterface
    private interface Happening<T> {

        void with(T subject) throws Exception;
    }

    @FunctionalInterface
    private interface Death {

        void come() throws Exception;
    }

    private static void underLoad(Happening<FailoverLoad> happening) {
        try (FailoverLoad load = new FailoverLoad(instances, longestSignIn())) {
            load.awaitRounds(1);
            happening.with(load);
            load.awaitRounds(1);
        }
        catch (Exception unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private static void failOver(Death death) throws Exception {
        Instance one = instances.getFirst();
        String email = signUp(one);
        byte[] proof = remembered(email, People.PASSWORD, new byte[0]);
        String master = sentinels.master();

        death.come();
        String old = access(one.signIn(email, People.PASSWORD));
        assertThat(one.post("/auth/password", old, Map.of("current_password", People.PASSWORD,
                "new_password", OTHER_PASSWORD)).status()).isEqualTo(200);
        // All know it within a second; from then on, nothing that the next master holds revives it.
        Awaitility.await().atMost(PATIENCE).until(() -> instances.stream()
                .allMatch(instance -> instance.get("/auth/me", old).status() == 401));
        refused(email, People.PASSWORD);
        Awaitility.await().atMost(PATIENCE).until(() -> !sentinels.master().equals(master));
        revive(email, proof);
        refused(email, People.PASSWORD);
        remembered(email, OTHER_PASSWORD, proof);
        refused(email, People.PASSWORD);
    }

    /** What the configuration allows: each question its timeout, and the hash its turn. */
    private static Duration longestSignIn() {
        Instance one = instances.getFirst();
        return one.setting("spring.data.redis.timeout").multipliedBy(QUESTIONS_OF_A_SIGN_IN)
                .plus(one.setting("sluice.auth.password.longest-wait"));
    }

    /** Until the breaker opens, with those under way then; and a few each time that it tries again. */
    private static double mostInVain(Instance instance, int clients, long nanos) {
        CircuitBreakerConfig breaker = instance.breaker();
        long pause = breaker.getWaitIntervalFunctionInOpenState().apply(1);
        long tries = Duration.ofNanos(nanos).toMillis() / pause + 1;
        return breaker.getSlidingWindowSize() + clients
                + (double) tries * breaker.getPermittedNumberOfCallsInHalfOpenState();
    }

    private static String signUp(Instance instance) {
        String email = People.newAddress();
        assertThat(instance.post("/auth/signup", People.form(email)).status()).isEqualTo(201);
        return email;
    }

    /** As a replica would that had not heard of the change; each instance is connected again. */
    private static void revive(String email, byte[] proof) {
        instances.forEach(instance ->
                instance.ask(commands -> commands.set(key(instance, email), proof)));
    }

    private static void refused(String email, String password) {
        for (Instance instance : instances) {
            assertThat(instance.signIn(email, password).status()).isEqualTo(401);
        }
    }

    private static byte[] key(Instance instance, String email) {
        return instance.context().getBean(Proofs.class).key(email);
    }

    /** Signs in until Redis holds another proof than that one, and returns it. */
    private static byte[] remembered(String email, String password, byte[] before) {
        Instance one = instances.getFirst();
        return Awaitility.await().atMost(PATIENCE).until(() -> {
            assertThat(one.signIn(email, password).status()).isEqualTo(200);
            return one.ask(commands -> commands.get(key(one, email)));
        }, proof -> !Arrays.equals(proof, before));
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

    private static String access(Http.Answer answer) {
        return answer.json().get("access_token").asString();
    }
}
