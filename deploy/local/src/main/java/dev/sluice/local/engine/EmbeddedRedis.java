package dev.sluice.local.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.sluice.local.process.Launch;
import dev.sluice.local.process.Server;

/**
 * Three Redis nodes and three Sentinels that watch them. The configuration files are written once: the
 * Sentinels rewrite them at a failover, so that a restart continues with the roles that were.
 */
final class EmbeddedRedis implements Recipe {

    static final String MASTER_NAME = "sluice";
    private static final int NODES = 3;

    private final Durability durability;

    EmbeddedRedis(Durability durability) {
        this.durability = durability;
    }

    @Override
    public void prepare(Path home, List<Integer> ports) throws IOException {
        for (int i = 0; i < ports.size(); i++) {
            Path directory = Files.createDirectories(home(home, i));
            Path configuration = directory.resolve("redis.conf");
            if (!Files.exists(configuration)) {
                // Written aside and moved: half a file of a killed run must not pass for a configuration.
                Path draft = Files.writeString(directory.resolve("redis.conf.new"),
                        "bind 127.0.0.1\n" + configuration(i, ports, durability));
                Files.move(draft, configuration);
            }
        }
    }

    @Override
    public List<List<Server>> stages(Path home, List<Integer> ports) {
        List<Server> nodes = new ArrayList<>();
        List<Server> sentinels = new ArrayList<>();
        for (int i = 0; i < ports.size(); i++) {
            int port = ports.get(i);
            String redis = Binaries.redis().toString();
            if (i < NODES) {
                Launch node = new Launch(
                        List.of(redis, "redis.conf"), List.of(port), Probes.redisNode(port));
                nodes.add(new Server("Redis node " + port, home(home, i), node));
            }
            else {
                Launch sentinel = new Launch(
                        List.of(redis, "redis.conf", "--sentinel"), List.of(port),
                        Probes.redisSentinel(port));
                sentinels.add(new Server("Redis Sentinel " + port, home(home, i), sentinel));
            }
        }
        return List.of(nodes, sentinels);
    }

    /** Of the server with that port, without the addresses it listens on. */
    static String configuration(int index, List<Integer> ports, Durability durability) {
        return index < NODES
                ? node(index, ports, durability)
                : sentinel(ports.get(index), ports.getFirst());
    }

    private static String node(int index, List<Integer> ports, Durability durability) {
        return """
                port %d
                dir .
                daemonize no
                save ""
                appendonly %s
                appendfsync everysec
                repl-diskless-sync yes
                repl-diskless-sync-delay 0
                %s
                """.formatted(
                ports.get(index),
                durability == Durability.CRASH_SAFE ? "yes" : "no",
                index == 0 ? "" : "replicaof 127.0.0.1 " + ports.getFirst());
    }

    private static String sentinel(int port, int master) {
        return """
                port %1$d
                dir .
                daemonize no
                sentinel monitor %2$s 127.0.0.1 %3$d 2
                sentinel down-after-milliseconds %2$s 2000
                sentinel failover-timeout %2$s 10000
                sentinel parallel-syncs %2$s 1
                """.formatted(port, MASTER_NAME, master);
    }

    private static Path home(Path home, int index) {
        return home.resolve(index < NODES ? "node-" + (index + 1) : "sentinel-" + (index - NODES + 1));
    }
}
