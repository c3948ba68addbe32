package dev.sluice.auth.redis;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.stereotype.Component;

/**
 * The masters of a cluster. Each is away by itself, and only the other nodes know who takes over. Without a
 * cluster there is one, whoever it is.
 */
@Component
class Masters {

    static final String ONLY = "redis";

    private final LettuceConnectionFactory factory;
    private final Channels channels;

    Masters(LettuceConnectionFactory factory, Channels channels) {
        this.factory = factory;
        this.channels = channels;
    }

    boolean many() {
        return cluster().isPresent();
    }

    /** Who is asked about the key. */
    String of(byte[] key) {
        return cluster().map(cluster -> cluster.getPartitions().getMasterBySlot(SlotHash.getSlot(key)))
                .map(Masters::name).orElse(ONLY);
    }

    Set<String> names() {
        return many() ? masters().map(Masters::name).collect(Collectors.toSet()) : Set.of(ONLY);
    }

    /** Asks all nodes of a cluster who has which keys; fails if none answers. */
    void learn() {
        cluster().ifPresent(RedisClusterClient::refreshPartitions);
    }

    /** Has the connection to a master made anew, and to no other. */
    void hangUp(String master) {
        masters().filter(node -> name(node).equals(master)).forEach(node -> channels.close(node.getUri()));
    }

    private Stream<RedisClusterNode> masters() {
        return cluster().stream().flatMap(cluster -> cluster.getPartitions().stream())
                .filter(node -> !node.getSlots().isEmpty());
    }

    private static String name(RedisClusterNode node) {
        return ONLY + "-" + node.getUri().getHost() + ":" + node.getUri().getPort();
    }

    private Optional<RedisClusterClient> cluster() {
        return factory.getNativeClient() instanceof RedisClusterClient cluster
                ? Optional.of(cluster)
                : Optional.empty();
    }
}
