package dev.sluice.auth.redis;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import io.lettuce.core.api.sync.RedisServerCommands;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** Redis by TLS and with passwords: behind a Sentinel, which has others than the nodes, and as a cluster. */
@EnabledOnOs(OS.LINUX)
@ExtendWith(OutputCaptureExtension.class)
class GuardedRedisTests {

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
        away(log, "TLS fails (unable to find valid certification path", GuardedClient.trust(ofAnother));
    }

    @Test
    void aCertificateOfAnotherHostIsNamedOnce(CapturedOutput log) throws Exception {
        try (GuardedServers others = new GuardedServers(directory, ofAnother)) {
            int node = others.node();
            GuardedClient.with(redis -> {
                assertThat(GuardedClient.ask(redis, "a")).isEmpty();
                Awaitility.await().atMost(RedisTests.PATIENCE)
                        .until(() -> log.toString().contains("TLS fails (No subject alternative names"));
            }, GuardedClient.trust(ofAnother), "spring.data.redis.host=127.0.0.1",
                    "spring.data.redis.port=" + node);
        }
    }

    @Test
    void aUserWhoMayNotAskIsNamedOnce(CapturedOutput log) throws Exception {
        int node = servers.node("user useless on >useless ~* -@all +ping");
        GuardedClient.with(redis -> {
            Awaitility.await().atMost(RedisTests.PATIENCE).until(() -> {
                assertThat(GuardedClient.ask(redis, "a")).isEmpty();
                return log.toString().contains("Redis refuses what it is asked: NOPERM");
            });
        }, GuardedClient.trust(certificate), "spring.data.redis.host=127.0.0.1",
                "spring.data.redis.port=" + node, "spring.data.redis.username=useless",
                "spring.data.redis.password=useless");
    }

    @Test
    void behindASentinelTheNextMasterIsAskedByTlsToo() {
        GuardedClient.with(redis -> {
            assertThat(GuardedClient.ask(redis, "a")).contains("a");
            servers.kill(master);
            assertThat(GuardedClient.ask(redis, "a")).isEmpty();
            Awaitility.await().atMost(RedisTests.PATIENCE)
                    .until(() -> GuardedClient.ask(redis, "a").equals(Optional.of("a")));
        }, behindSentinel());
    }

    @Test
    void aClusterIsAskedWhereverTheKeyIs() throws Exception {
        try (GuardedServers cluster = new GuardedServers(directory, certificate)) {
            List<Integer> nodes = cluster.cluster(0);
            GuardedClient.with(redis -> {
                List<String> keys = IntStream.range(0, 30).mapToObj(Integer::toString).toList();
                keys.forEach(key -> assertThat(GuardedClient.ask(redis, key)).contains(key));
                for (int node : nodes) {
                    long held = cluster.operate(node, RedisServerCommands::dbsize);
                    assertThat(held).isPositive();
                }
            }, GuardedClient.trust(certificate),
                    "spring.data.redis.cluster.nodes=127.0.0.1:" + nodes.get(1) + ",127.0.0.1:"
                            + nodes.get(2));
        }
    }

    private static void away(CapturedOutput log, String reason, String wrong) {
        List<String> properties = new ArrayList<>(List.of(behindSentinel()));
        properties.add(wrong);
        GuardedClient.with(redis -> {
            Awaitility.await().atMost(RedisTests.PATIENCE).until(() -> log.toString().contains(reason));
            // It is tried again, and nobody hears of it twice.
            long until = System.nanoTime() + Duration.ofSeconds(1).toNanos();
            Awaitility.await().atMost(RedisTests.PATIENCE).until(() -> {
                assertThat(GuardedClient.ask(redis, "a")).isEmpty();
                return System.nanoTime() > until;
            });
            assertThat(log.toString().lines().filter(line -> line.contains("Redis is away"))).hasSize(1)
                    .allSatisfy(line -> assertThat(line).contains("WARN", reason, "spring.data.redis"));
        }, properties.toArray(String[]::new));
    }

    private static String[] behindSentinel() {
        return new String[] {GuardedClient.trust(certificate),
            "spring.data.redis.sentinel.master=" + GuardedServers.MASTER,
            "spring.data.redis.sentinel.nodes=127.0.0.1:" + sentinel,
            "spring.data.redis.sentinel.username=" + GuardedServers.SENTINEL_USER,
            "spring.data.redis.sentinel.password=" + GuardedServers.SENTINEL_PASSWORD};
    }
}
