package dev.sluice.auth.redis;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.SlotHash;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;

/** A cluster of three masters, the first of which is lost in one way or another. */
@EnabledOnOs(OS.LINUX)
class RedisClusterTests {

    private static final Duration SOON = Duration.ofSeconds(5);

    @TempDir Path directory;
    private Certificate certificate;
    private GuardedServers cluster;
    private List<Integer> nodes;
    private int master;
    private int replica;
    private List<String> ofTheMaster;
    private List<String> ofTheOthers;

    @BeforeEach
    void start() throws Exception {
        certificate = Certificate.of(directory, "ip:127.0.0.1");
        cluster = new GuardedServers(directory, certificate);
        ofTheMaster = keys(true).toList();
        ofTheOthers = keys(false).toList();
    }

    private void startWithAReplica() throws Exception {
        nodes = cluster.cluster(1);
        master = nodes.getFirst();
        replica = nodes.getLast();
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    /** Lettuce itself looks once in five seconds, just before the replica takes over, and then after. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whenAMasterDiesItsReplicaIsAskedSoonAndTheOtherMastersAllTheTime(boolean lettuceLooksToo)
            throws Exception {
        startWithAReplica();
        with(redis -> {
            assertAnswered(redis, ofTheMaster);
            cluster.kill(master);

            Awaitility.await().atMost(RedisTests.PATIENCE).until(() -> {
                assertAnswered(redis, ofTheOthers);
                ofTheMaster.forEach(key -> GuardedClient.ask(redis, key));
                return cluster.operate(replica, RedisCommands::info).contains("role:master");
            });
            Awaitility.await().atMost(SOON).until(() -> {
                assertAnswered(redis, ofTheOthers);
                return GuardedClient.ask(redis, ofTheMaster.getFirst()).isPresent();
            });

            assertAnswered(redis, ofTheMaster);
            assertThat(new RedisHealth(redis).health().getStatus()).isEqualTo(Status.UP);
        }, options -> {
            if (!lettuceLooksToo) {
                ((ClusterClientOptions.Builder) options).topologyRefreshOptions(ClusterTopologyRefreshOptions
                        .builder().disableAllAdaptiveRefreshTriggers().build());
            }
        }, nodes);
    }

    @Test
    void aMasterThatIsGoneBeforeTheStartIsMissedByNobody() throws Exception {
        startWithAReplica();
        cluster.kill(master);
        cluster.awaitInfo(replica, "role:master");
        with(redis -> {
            assertAnswered(redis, ofTheOthers);
            assertAnswered(redis, ofTheMaster);
        }, List.of(master, nodes.get(1)));
    }

    @Test
    void aConnectionThatDiedUnnoticedIsMadeAnewAndTheOthersAreKept() throws Exception {
        try (Relay relay = new Relay()) {
            List<Integer> masters = cluster.cluster(0, "cluster-announce-tls-port " + relay.port());
            relay.leadTo(masters.getFirst());
            with(redis -> {
                Awaitility.await().atMost(RedisTests.PATIENCE).until(() ->
                        Stream.concat(ofTheMaster.stream(), ofTheOthers.stream())
                                .allMatch(key -> GuardedClient.ask(redis, key).isPresent()));
                relay.silence();
                assertThat(GuardedClient.ask(redis, ofTheMaster.getFirst())).isEmpty();
                Awaitility.await().atMost(RedisTests.PATIENCE).until(() -> {
                    assertAnswered(redis, ofTheOthers);
                    return GuardedClient.ask(redis, ofTheMaster.getFirst()).isPresent();
                });
            }, masters.subList(1, 3), "spring.data.redis.timeout=2s");
        }
    }

    private void with(Consumer<Redis> test, List<Integer> seeds, String... properties) {
        with(test, options -> { }, seeds, properties);
    }

    private void with(Consumer<Redis> test, LettuceClientOptionsBuilderCustomizer options,
            List<Integer> seeds, String... properties) {
        List<String> all = new ArrayList<>(List.of(properties));
        all.add(GuardedClient.trust(certificate));
        all.add("spring.data.redis.cluster.nodes="
                + String.join(",", seeds.stream().map(port -> "127.0.0.1:" + port).toList()));
        GuardedClient.with(test, options, all.toArray(String[]::new));
    }

    private static void assertAnswered(Redis redis, List<String> keys) {
        keys.forEach(key -> assertThat(GuardedClient.ask(redis, key)).isEqualTo(Optional.of(key)));
    }

    /** The first master has the first third of all slots. */
    private static Stream<String> keys(boolean ofTheFirst) {
        return IntStream.range(0, 100).mapToObj(Integer::toString)
                .filter(key -> ofTheFirst
                        == SlotHash.getSlot(GuardedClient.key(key)) < SlotHash.SLOT_COUNT / 3)
                .limit(10);
    }
}
