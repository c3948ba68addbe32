package dev.sluice.auth.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.sluice.local.stack.Stack;

import static org.assertj.core.api.Assertions.assertThat;

class RedisTests {

    private static final dev.sluice.local.stack.Redis NODES = Stack.shared().redis();
    private static final Duration TIMEOUT = Duration.ofMillis(300);
    /** For a busy machine; far below what two timeouts would take with Lettuce's own minute. */
    private static final Duration SLACK = Duration.ofSeconds(2);

    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final byte[] key = bytes(UUID.randomUUID().toString());

    @Test
    void behindSentinelsTheMasterIsAsked() {
        with(redis -> {
            assertThat(put(redis)).contains("OK");
            assertThat(get(redis)).contains("here");
        }, "spring.data.redis.sentinel.master=" + NODES.masterName(),
                "spring.data.redis.sentinel.nodes=" + String.join(",", NODES.sentinels()),
                "spring.data.redis.timeout=10s");
    }

    @Test
    void whereNobodyListensNobodyWaits() throws Exception {
        with(redis -> {
            assertThat(time(() -> assertThat(get(redis)).isEmpty())).isLessThan(SLACK);
            assertThat(new RedisHealth(redis).health().getStatus()).isEqualTo(Status.UNKNOWN);
        }, "spring.data.redis.port=" + Relay.nobody().getPort());
    }

    @Test
    void aSilentRedisCostsAFewTimeoutsThenNothingAndAnotherConnectionIsMade() throws Exception {
        try (Relay relay = new Relay(master())) {
            with(redis -> {
                Awaitility.await().atMost(PATIENCE).until(() -> put(redis).isPresent()
                        && new RedisHealth(redis).health().getStatus().equals(Status.UP));

                relay.silence();
                assertThat(time(() -> assertThat(get(redis)).isEmpty()))
                        .isBetween(TIMEOUT.dividedBy(2), TIMEOUT.plus(SLACK));
                assertThat(time(() -> {
                    for (int question = 0; question < 200; question++) {
                        get(redis);
                    }
                })).isLessThan(TIMEOUT.multipliedBy(5).plus(SLACK));

                Awaitility.await().atMost(PATIENCE)
                        .until(() -> get(redis).equals(Optional.of("here")));
            }, "spring.data.redis.port=" + relay.port());
        }
    }

    private static String master() {
        String[] found = new String[1];
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class))
                .withPropertyValues("spring.data.redis.sentinel.master=" + NODES.masterName(),
                        "spring.data.redis.sentinel.nodes=" + String.join(",", NODES.sentinels()))
                .run(context -> {
                    try (var connection = context.getBean(
                            org.springframework.data.redis.connection.RedisConnectionFactory.class)
                            .getConnection()) {
                        var info = connection.serverCommands().info("server");
                        found[0] = "127.0.0.1:" + info.getProperty("tcp_port");
                    }
                });
        return found[0];
    }

    private static void with(Consumer<Redis> test, String... properties) {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class))
                .withUserConfiguration(RedisConfiguration.class)
                .withBean(Masters.class).withBean(RedisLine.class).withBean(Redis.class)
                .withPropertyValues("spring.data.redis.host=127.0.0.1", "spring.data.redis.timeout=300ms",
                        "spring.data.redis.connect-timeout=10s")
                .withPropertyValues(properties)
                .run(context -> test.accept(context.getBean(Redis.class)));
    }

    private Optional<String> put(Redis redis) {
        return redis.ask(key, commands -> commands.setex(key, 60, bytes("here")));
    }

    private Optional<String> get(Redis redis) {
        return redis.ask(key, commands -> commands.get(key))
                .map(value -> new String(value, StandardCharsets.UTF_8));
    }

    private static Duration time(Runnable work) {
        long began = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
