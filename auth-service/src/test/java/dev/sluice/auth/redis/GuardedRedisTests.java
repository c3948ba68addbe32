package dev.sluice.auth.redis;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisServerCommands;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** Redis by TLS and with passwords: behind a Sentinel, which has others than the nodes, and as a cluster. */
@EnabledOnOs(OS.LINUX)
@ExtendWith(OutputCaptureExtension.class)
class GuardedRedisTests {

    private static final int SLOTS = 16_384;

    @TempDir static Path directory;
    private static Certificate certificate;
    private static Certificate ofAnother;
    private static GuardedServers servers;
    private static int master;
    private static int sentinel;

    @BeforeAll
    static void start() throws Exception {
        certificate = Certificate.of(directory, "ip:127.0.0.1");
        ofAnother = Certificate.of(directory, "dns:redis.example.org");
        servers = new GuardedServers(directory, certificate);
        master = servers.node();
        int replica = servers.node("replicaof 127.0.0.1 " + master);
        servers.awaitInfo(replica, "master_link_status:up");
        sentinel = servers.sentinel(master);
        Awaitility.await().atMost(RedisTests.PATIENCE)
                .until(() -> servers.operate(sentinel, redis -> redis.info("sentinel")).contains("slaves=1"));
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @Test
    void aWrongPasswordOfTheNodesIsNamedOnceAndNobodyWaits(CapturedOutput log) {
        away(log, "refuses the user or the password (WRONGPASS", "spring.data.redis.password=wrong");
    }

    @Test
    void aWrongPasswordOfTheSentinelsIsNamedOnce(CapturedOutput log) {
        away(log, "refuses the user or the password (WRONGPASS", "spring.data.redis.sentinel.password=wrong");
    }

    @Test
    void aCertificateThatIsNotTrustedIsNamedOnce(CapturedOutput log) {
        away(log, "TLS fails (unable to find valid certification path", trust(ofAnother));
    }

    @Test
    void aCertificateOfAnotherHostIsNamedOnce(CapturedOutput log) throws Exception {
        try (GuardedServers others = new GuardedServers(directory, ofAnother)) {
            int node = others.node();
            with(redis -> {
                assertThat(ask(redis, "a")).isEmpty();
                Awaitility.await().atMost(RedisTests.PATIENCE)
                        .until(() -> log.toString().contains("TLS fails (No subject alternative names"));
            }, trust(ofAnother), "spring.data.redis.host=127.0.0.1", "spring.data.redis.port=" + node);
        }
    }

    @Test
    void aUserWhoMayNotAskIsNamedOnce(CapturedOutput log) throws Exception {
        int node = servers.node("user useless on >useless ~* -@all +ping");
        with(redis -> {
            Awaitility.await().atMost(RedisTests.PATIENCE).until(() -> {
                assertThat(ask(redis, "a")).isEmpty();
                return log.toString().contains("Redis refuses what it is asked: NOPERM");
            });
        }, trust(certificate), "spring.data.redis.host=127.0.0.1", "spring.data.redis.port=" + node,
                "spring.data.redis.username=useless", "spring.data.redis.password=useless");
    }

    @Test
    void behindASentinelTheNextMasterIsAskedByTlsToo() {
        with(redis -> {
            assertThat(ask(redis, "a")).contains("a");
            servers.kill(master);
            assertThat(ask(redis, "a")).isEmpty();
            Awaitility.await().atMost(RedisTests.PATIENCE)
                    .until(() -> ask(redis, "a").equals(Optional.of("a")));
        }, behindSentinel());
    }

    @Test
    void aClusterIsAskedWhereverTheKeyIs() throws Exception {
        try (GuardedServers cluster = new GuardedServers(directory, certificate)) {
            List<Integer> nodes = cluster(cluster);
            with(redis -> {
                List<String> keys = IntStream.range(0, 30).mapToObj(Integer::toString).toList();
                keys.forEach(key -> assertThat(ask(redis, key)).contains(key));
                for (int node : nodes) {
                    long held = cluster.operate(node, RedisServerCommands::dbsize);
                    assertThat(held).isPositive();
                }
            }, trust(certificate), "spring.data.redis.cluster.nodes=127.0.0.1:" + nodes.get(1) + ",127.0.0.1:"
                    + nodes.get(2));
        }
    }

    /** Three masters. */
    private static List<Integer> cluster(GuardedServers cluster) throws Exception {
        List<Integer> nodes = new ArrayList<>();
        for (int node = 0; node < 3; node++) {
            nodes.add(cluster.node("cluster-enabled yes"));
        }
        int first = nodes.getFirst();
        for (int node = 0; node < 3; node++) {
            int[] slots = IntStream.range(SLOTS * node / 3, SLOTS * (node + 1) / 3).toArray();
            cluster.operate(nodes.get(node), commands -> commands.clusterAddSlots(slots));
        }
        for (int other : nodes.subList(1, 3)) {
            cluster.operate(other, commands -> commands.clusterMeet("127.0.0.1", first));
        }
        for (int node : nodes) {
            Awaitility.await().atMost(RedisTests.PATIENCE).until(() -> {
                String info = cluster.operate(node, commands -> commands.clusterInfo());
                return info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:3");
            });
        }
        return nodes;
    }

    private static void away(CapturedOutput log, String reason, String wrong) {
        List<String> properties = new ArrayList<>(List.of(behindSentinel()));
        properties.add(wrong);
        with(redis -> {
            Awaitility.await().atMost(RedisTests.PATIENCE).until(() -> log.toString().contains(reason));
            // It is tried again, and nobody hears of it twice.
            long until = System.nanoTime() + Duration.ofSeconds(1).toNanos();
            Awaitility.await().atMost(RedisTests.PATIENCE).until(() -> {
                assertThat(ask(redis, "a")).isEmpty();
                return System.nanoTime() > until;
            });
            assertThat(log.toString().lines().filter(line -> line.contains("Redis is away"))).hasSize(1)
                    .allSatisfy(line -> assertThat(line).contains("WARN", reason, "spring.data.redis"));
        }, properties.toArray(String[]::new));
    }

    private static String[] behindSentinel() {
        return new String[] {trust(certificate), "spring.data.redis.sentinel.master=" + GuardedServers.MASTER,
            "spring.data.redis.sentinel.nodes=127.0.0.1:" + sentinel,
            "spring.data.redis.sentinel.username=" + GuardedServers.SENTINEL_USER,
            "spring.data.redis.sentinel.password=" + GuardedServers.SENTINEL_PASSWORD};
    }

    private static String trust(Certificate trusted) {
        return "spring.ssl.bundle.pem.redis.truststore.certificate=file:" + trusted.certificate();
    }

    private static void with(Consumer<Redis> test, String... properties) {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class,
                        DataRedisAutoConfiguration.class))
                .withUserConfiguration(RedisConfiguration.class)
                .withBean(RedisLine.class).withBean(Redis.class)
                .withPropertyValues("spring.data.redis.ssl.bundle=redis",
                        "spring.data.redis.username=" + GuardedServers.USER,
                        "spring.data.redis.password=" + GuardedServers.PASSWORD,
                        // A busy machine is no outage.
                        "spring.data.redis.timeout=2s", "spring.data.redis.connect-timeout=2s")
                .withPropertyValues(properties)
                .run(context -> test.accept(context.getBean(Redis.class)));
    }

    /** By a script that does what ours do. */
    private static Optional<String> ask(Redis redis, String text) {
        return redis.ask(commands -> commands.<byte[]>eval(bytes("""
                redis.call('TIME')
                redis.call('SET', KEYS[1], ARGV[1], 'PX', 60000)
                redis.call('DEL', KEYS[2])
                return redis.call('GET', KEYS[1])"""), ScriptOutputType.VALUE,
                new byte[][] {bytes("sluice:auth:{" + text + "}:proof"),
                    bytes("sluice:auth:{" + text + "}:guesses:x")}, bytes(text)))
                .map(told -> new String(told, StandardCharsets.UTF_8));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
