package dev.sluice.auth.redis;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

import io.lettuce.core.ScriptOutputType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The service's own client of guarded servers. */
final class GuardedClient {

    private GuardedClient() {
    }

    static String trust(Certificate trusted) {
        return "spring.ssl.bundle.pem.redis.truststore.certificate=file:" + trusted.certificate();
    }

    static void with(Consumer<Redis> test, String... properties) {
        with(test, options -> { }, properties);
    }

    /** With options of Lettuce that have no property. */
    static void with(Consumer<Redis> test, LettuceClientOptionsBuilderCustomizer options,
            String... properties) {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class,
                        DataRedisAutoConfiguration.class))
                .withUserConfiguration(RedisConfiguration.class)
                .withBean("options", LettuceClientOptionsBuilderCustomizer.class, () -> options)
                .withBean(Masters.class).withBean(RedisLine.class).withBean(Redis.class)
                .withPropertyValues("spring.data.redis.ssl.bundle=redis",
                        "spring.data.redis.username=" + GuardedServers.USER,
                        "spring.data.redis.password=" + GuardedServers.PASSWORD,
                        "spring.data.redis.lettuce.cluster.refresh.period=30s",
                        // A busy machine is no outage.
                        "spring.data.redis.timeout=2s", "spring.data.redis.connect-timeout=2s")
                .withPropertyValues(properties)
                .run(context -> test.accept(context.getBean(Redis.class)));
    }

    /** By a script that does what ours do. */
    static Optional<String> ask(Redis redis, String text) {
        byte[] key = key(text);
        return redis.ask(key, commands -> commands.<byte[]>eval(bytes("""
                redis.call('TIME')
                redis.call('SET', KEYS[1], ARGV[1], 'PX', 60000)
                redis.call('DEL', KEYS[2])
                return redis.call('GET', KEYS[1])"""), ScriptOutputType.VALUE,
                new byte[][] {key, bytes("sluice:auth:{" + text + "}:guesses:x")}, bytes(text)))
                .map(told -> new String(told, StandardCharsets.UTF_8));
    }

    static byte[] key(String text) {
        return bytes("sluice:auth:{" + text + "}:proof");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
