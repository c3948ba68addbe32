package dev.sluice.local.engine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

import dev.sluice.local.process.LoopbackPorts;
import dev.sluice.local.process.Readiness;
import dev.sluice.local.process.ServerFailed;

/**
 * A component as one Docker container, with the same ports inside and outside: what a server says of its own
 * address is then true for everybody. Its data lives as long as the container, which a stop and a kill keep.
 */
final class Container implements Engine {

    private static final long PATIENCE = Duration.ofMinutes(2).toNanos();

    private final Kind kind;
    private final List<Integer> ports;
    private final GenericContainer<?> container;

    Container(Kind kind) {
        this.kind = kind;
        this.ports = LoopbackPorts.free(kind.localPorts().size());
        this.container = switch (kind) {
            case POSTGRES -> of("postgres:18", Map.of("POSTGRES_PASSWORD", EmbeddedPostgres.PASSWORD),
                    "postgres -p " + ports.getFirst());
            case REDIS -> of("redis:8", Map.of(), redis());
            case KAFKA -> of("apache/kafka:4.1.1", kafka(), "/etc/kafka/docker/run");
            case PULSAR -> of("apachepulsar/pulsar:4.0.7", pulsar(), "bin/apply-config-from-env.py"
                    + " conf/standalone.conf && exec bin/pulsar standalone -nfw -nss --bookkeeper-port "
                    + ports.get(2));
        };
    }

    @Override
    public synchronized void start() {
        try {
            if (container.getContainerId() == null) {
                container.start();
            }
            else if (!isRunning()) {
                container.getDockerClient().startContainerCmd(container.getContainerId()).exec();
            }
        }
        catch (RuntimeException e) {
            throw new ServerFailed(kind.title() + " did not start in Docker: " + e.getMessage(), e);
        }
        readiness().forEach(this::await);
    }

    @Override
    public void stop() {
        if (isRunning()) {
            container.getDockerClient().stopContainerCmd(container.getContainerId()).exec();
        }
    }

    @Override
    public void kill() {
        if (isRunning()) {
            container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
        }
    }

    @Override
    public boolean isRunning() {
        return container.getContainerId() != null && container.isRunning();
    }

    @Override
    public List<Integer> ports() {
        return ports;
    }

    private GenericContainer<?> of(String image, Map<String, String> environment, String command) {
        GenericContainer<?> made = new GenericContainer<>(DockerImageName.parse(image))
                .withEnv(environment)
                .withCommand("sh", "-c", command);
        made.setPortBindings(ports.stream().map(port -> "127.0.0.1:" + port + ":" + port).toList());
        return made;
    }

    private List<Readiness> readiness() {
        return switch (kind) {
            case POSTGRES -> List.of(Probes.sql(ports.getFirst()));
            case REDIS -> IntStream.range(3, 6).mapToObj(i -> Probes.redisSentinel(ports.get(i))).toList();
            case KAFKA -> List.of(Probes.kafkaCluster(ports.getFirst()));
            case PULSAR -> List.of(Probes.pulsarHealth(ports.get(1)));
        };
    }

    private void await(Readiness readiness) {
        long until = System.nanoTime() + PATIENCE;
        while (true) {
            try {
                readiness.check();
                return;
            }
            catch (Exception notYet) {
                if (System.nanoTime() > until || !isRunning()) {
                    throw new ServerFailed(kind.title() + " is not ready in its container "
                            + container.getContainerId() + "; see docker logs", notYet);
                }
            }
            LockSupport.parkNanos(100_000_000);
        }
    }

    /**
     * All six servers in one container, so that 127.0.0.1 is the same for them and for the clients outside.
     */
    private String redis() {
        int master = ports.getFirst();
        String nodes = ports.subList(0, 3).stream()
                .map(port -> "redis-server --port " + port + " --protected-mode no"
                        + (port == master ? "" : " --replicaof 127.0.0.1 " + master) + " &")
                .collect(Collectors.joining(" "));
        String sentinels = ports.subList(3, 6).stream()
                .map(port -> "printf 'port %d\\nprotected-mode no\\n".formatted(port)
                        + "sentinel announce-ip 127.0.0.1\\n"
                        + "sentinel monitor %s 127.0.0.1 %d 2\\n".formatted(EmbeddedRedis.MASTER_NAME, master)
                        + "sentinel down-after-milliseconds %s 2000\\n'".formatted(EmbeddedRedis.MASTER_NAME)
                        + " > /tmp/%1$d.conf; redis-server /tmp/%1$d.conf --sentinel &".formatted(port))
                .collect(Collectors.joining(" "));
        return nodes + " sleep 3; " + sentinels + " wait";
    }

    private Map<String, String> kafka() {
        return Map.ofEntries(
                Map.entry("KAFKA_NODE_ID", "1"),
                Map.entry("KAFKA_PROCESS_ROLES", "broker,controller"),
                Map.entry("KAFKA_LISTENERS", "PLAINTEXT://0.0.0.0:" + ports.get(0)
                        + ",CONTROLLER://127.0.0.1:" + ports.get(1)),
                Map.entry("KAFKA_ADVERTISED_LISTENERS", "PLAINTEXT://127.0.0.1:" + ports.get(0)),
                Map.entry("KAFKA_CONTROLLER_LISTENER_NAMES", "CONTROLLER"),
                Map.entry("KAFKA_LISTENER_SECURITY_PROTOCOL_MAP", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT"),
                Map.entry("KAFKA_CONTROLLER_QUORUM_VOTERS", "1@127.0.0.1:" + ports.get(1)),
                Map.entry("KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", "1"),
                Map.entry("KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "1"),
                Map.entry("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "1"),
                Map.entry("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0"),
                Map.entry("KAFKA_NUM_PARTITIONS", "3"));
    }

    private Map<String, String> pulsar() {
        return Map.of(
                "PULSAR_MEM", "-Xmx256m -XX:MaxDirectMemorySize=128m",
                "PULSAR_PREFIX_brokerServicePort", String.valueOf(ports.get(0)),
                "PULSAR_PREFIX_webServicePort", String.valueOf(ports.get(1)),
                "advertisedAddress", "127.0.0.1");
    }
}
