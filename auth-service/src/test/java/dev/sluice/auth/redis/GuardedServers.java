package dev.sluice.auth.redis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslVerifyMode;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import org.awaitility.Awaitility;

import dev.sluice.local.process.Launch;
import dev.sluice.local.process.LoopbackPorts;
import dev.sluice.local.process.Server;

/**
 * Redis servers that talk by TLS only and let in nobody but a few users, each to what they need. What the
 * service's user and the Sentinels' users may do is what docs/operating.md says.
 */
final class GuardedServers implements AutoCloseable {

    static final String MASTER = "guarded";
    static final String USER = "auth-service";
    static final String PASSWORD = "a password of the nodes";
    static final String SENTINEL_USER = "auth-asks";
    static final String SENTINEL_PASSWORD = "another password of the Sentinels";

    private static final int MASTERS = 3;
    private static final int SLOTS = 16_384;
    private static final String OPERATOR = "operator";
    private static final String NODE = """
            save ""
            repl-diskless-sync yes
            repl-diskless-sync-delay 0
            user default off
            user auth-service on "%s" ~sluice:auth:* -@all +eval +get +set +del +time +ping +info +cluster
            user watcher on >watches allchannels -@all +multi +exec +slaveof +ping +subscribe +publish \
            +config|rewrite +role +info +client|setname +client|kill +script|kill
            user replica on >follows -@all +psync +replconf +ping
            user operator on >operator ~* allchannels +@all
            masteruser replica
            masterauth follows
            """.formatted(">" + PASSWORD);
    private static final int BUS = 10_000;
    private static final int LAST_BUS = 32_767;
    private static final String SENTINEL = """
            user default off
            user auth-asks on "%s" allchannels -@all +auth +hello +ping +client|setname +subscribe \
            +sentinel|get-master-addr-by-name +sentinel|master +sentinel|replicas +sentinel|sentinels
            user operator on >operator ~* allchannels +@all
            """.formatted(">" + SENTINEL_PASSWORD);

    private final Path directory;
    private final Certificate certificate;
    private final List<Server> running = new ArrayList<>();

    GuardedServers(Path directory, Certificate certificate) {
        this.directory = directory;
        this.certificate = certificate;
    }

    /** A node on a port of its own; returns the port. */
    int node(String... more) throws IOException {
        return start("redis.conf", NODE + String.join("\n", more));
    }

    int sentinel(int master) throws IOException {
        return start("sentinel.conf", SENTINEL + """
                sentinel monitor %1$s 127.0.0.1 %2$d 1
                sentinel auth-user %1$s watcher
                sentinel auth-pass %1$s watches
                sentinel down-after-milliseconds %1$s 500
                sentinel failover-timeout %1$s 5000
                """.formatted(MASTER, master));
    }

    /**
     * Three masters, and replicas of the first of them; returns the ports, those of the masters first.
     *
     * @param more settings of the first
     */
    List<Integer> cluster(int replicas, String... more) throws IOException {
        int first = clusterNode(more);
        List<Integer> nodes = new ArrayList<>(List.of(first));
        while (nodes.size() < MASTERS + replicas) {
            nodes.add(clusterNode());
        }
        for (int node = 0; node < MASTERS; node++) {
            int[] slots = IntStream.range(SLOTS * node / MASTERS, SLOTS * (node + 1) / MASTERS).toArray();
            operate(nodes.get(node), commands -> commands.clusterAddSlots(slots));
        }
        for (int other : nodes.subList(1, nodes.size())) {
            operate(other, commands -> commands.clusterMeet("127.0.0.1", first));
        }
        for (int node : nodes) {
            Awaitility.await().atMost(RedisTests.PATIENCE).until(() -> {
                String info = operate(node, commands -> commands.clusterInfo());
                return info.contains("cluster_state:ok")
                        && info.contains("cluster_known_nodes:" + nodes.size());
            });
        }
        for (int replica = 0; replica < replicas; replica++) {
            String master = operate(nodes.get(replica), RedisClusterCommands::clusterMyId);
            operate(nodes.get(MASTERS + replica), commands -> commands.clusterReplicate(master));
            awaitInfo(nodes.get(MASTERS + replica), "master_link_status:up");
        }
        return nodes;
    }

    private int clusterNode(String... more) throws IOException {
        return node("cluster-enabled yes", "cluster-node-timeout 1000", "cluster-require-full-coverage no",
                String.join("\n", more));
    }

    /**
     * Nodes of a cluster talk to each other at a port that is so much higher; above the last one of those
     * here, Linux gives ports to outgoing connections.
     */
    private static int port() {
        while (true) {
            int port = LoopbackPorts.free(1).getFirst();
            if (port + BUS <= LAST_BUS && LoopbackPorts.isFree(port + BUS)) {
                return port;
            }
        }
    }

    private int start(String file, String configuration) throws IOException {
        int port = port();
        Path home = Files.createDirectories(directory.resolve(String.valueOf(port)));
        Files.writeString(home.resolve(file), """
                bind 127.0.0.1
                port 0
                tls-port %1$d
                tls-cert-file %2$s
                tls-key-file %3$s
                tls-ca-cert-file %2$s
                tls-auth-clients no
                tls-replication yes
                tls-cluster yes
                dir %4$s
                """.formatted(port, certificate.certificate(), certificate.key(), home) + configuration);
        List<String> command = new ArrayList<>(
                List.of(dev.sluice.local.stack.Redis.program().toString(), file));
        if (file.equals("sentinel.conf")) {
            command.add("--sentinel");
        }
        Server server = new Server("Redis " + port, home, new Launch(command, List.of(port), () -> { }));
        running.add(server);
        server.start();
        return port;
    }

    /** With SIGKILL. */
    void kill(int port) {
        running.stream().filter(server -> server.name().endsWith(" " + port)).forEach(Server::kill);
    }

    /** What the operator, who may do anything, is answered. */
    <T> T operate(int port, Function<RedisCommands<String, String>, T> question) {
        RedisURI uri = RedisURI.builder().withHost("127.0.0.1").withPort(port).withSsl(true)
                .withVerifyPeer(SslVerifyMode.NONE).withAuthentication(OPERATOR, OPERATOR).build();
        try (RedisClient client = RedisClient.create(uri); var connection = client.connect()) {
            return question.apply(connection.sync());
        }
    }

    void awaitInfo(int port, String line) {
        Awaitility.await().atMost(RedisTests.PATIENCE)
                .until(() -> operate(port, RedisCommands::info).contains(line));
    }

    @Override
    public void close() {
        running.forEach(Server::kill);
    }
}
