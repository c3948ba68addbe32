package dev.sluice.local.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.images.builder.Transferable;
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
    private static final int STOP_SECONDS = 30;
    private static final String HEAP = "-Xmx256m";
    /** For a server that starts quickly; the images choose for one that stays up. */
    private static final String QUICK = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1";

    private final Kind kind;
    private final List<Integer> ports;
    private final GenericContainer<?> container;

    Container(Kind kind, Durability durability) {
        this.kind = kind;
        this.ports = LoopbackPorts.free(kind.localPorts().size());
        this.container = switch (kind) {
            case POSTGRES -> postgres(durability);
            case REDIS -> redis(durability);
            case KAFKA -> kafka();
            case PULSAR -> pulsar();
        };
        container.setPortBindings(ports.stream().map(port -> "127.0.0.1:" + port + ":" + port).toList());
        container.waitingFor(new Unasked());
    }

    @Override
    public synchronized void start() {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            throw new ServerFailed("No Docker engine answers, which -Dsluice.stack=docker asks for: "
                    + "start one, or leave the option out");
        }
        try {
            if (container.getContainerId() == null) {
                // A start would try three times, two minutes each, to pull what cannot be had.
                container.getDockerImageName();
                container.start();
            }
            else if (!isRunning()) {
                container.getDockerClient().startContainerCmd(container.getContainerId()).exec();
            }
        }
        catch (RuntimeException e) {
            throw new ServerFailed(kind.title() + " did not start in Docker: " + reason(e), e);
        }
        readiness().forEach(this::await);
    }

    @Override
    public void stop() {
        if (isRunning()) {
            container.getDockerClient().stopContainerCmd(container.getContainerId())
                    .withTimeout(STOP_SECONDS).exec();
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

    /** The image makes the database only where its first argument is the server itself. */
    private GenericContainer<?> postgres(Durability durability) {
        List<String> command = new ArrayList<>(List.of("postgres", "-p", String.valueOf(ports.getFirst())));
        command.addAll(EmbeddedPostgres.settings(durability));
        return image("postgres:18")
                .withEnv("POSTGRES_PASSWORD", EmbeddedPostgres.PASSWORD)
                .withEnv("POSTGRES_INITDB_ARGS", String.join(" ", EmbeddedPostgres.INITDB))
                .withCommand(command.toArray(String[]::new));
    }

    /**
     * All six servers in one container, so that 127.0.0.1 is the same for them and for the clients outside.
     * A shell as the first process would ignore the signal of a stop, did it not hand it on.
     */
    private GenericContainer<?> redis(Durability durability) {
        String script = """
                serve() { (cd /redis/$1 && exec redis-server redis.conf $2) & servers="$servers $!"; }
                trap 'kill $servers; wait; exit' TERM
                for port in %1$s; do serve $port; done
                for port in %1$s; do
                  until redis-cli -p $port role | grep -qx -e master -e connected; do sleep 0.1; done
                done
                for port in %2$s; do serve $port --sentinel; done
                wait
                """.formatted(words(ports.subList(0, 3)), words(ports.subList(3, 6)));
        GenericContainer<?> made = image("redis:8").withCommand("sh", "-c", script);
        for (int i = 0; i < ports.size(); i++) {
            String configuration = "bind 0.0.0.0\nprotected-mode no\n"
                    + EmbeddedRedis.configuration(i, ports, durability);
            made.withCopyToContainer(Transferable.of(configuration),
                    "/redis/" + ports.get(i) + "/redis.conf");
        }
        return made;
    }

    private GenericContainer<?> kafka() {
        return image("apache/kafka:4.2.2")
                .withEnv(environment("KAFKA_", EmbeddedKafka.SETTINGS,
                        key -> key.replace('.', '_').toUpperCase(Locale.ROOT)))
                .withEnv("KAFKA_LISTENERS", "PLAINTEXT://0.0.0.0:" + ports.get(0)
                        + ",CONTROLLER://127.0.0.1:" + ports.get(1))
                .withEnv("KAFKA_ADVERTISED_LISTENERS", "PLAINTEXT://127.0.0.1:" + ports.get(0))
                .withEnv("KAFKA_CONTROLLER_QUORUM_VOTERS", "1@127.0.0.1:" + ports.get(1))
                .withEnv("KAFKA_HEAP_OPTS", HEAP)
                .withEnv("KAFKA_JVM_PERFORMANCE_OPTS", QUICK);
    }

    private GenericContainer<?> pulsar() {
        return image("apachepulsar/pulsar:4.2.4")
                .withEnv(environment("PULSAR_PREFIX_", EmbeddedPulsar.settings(ports), key -> key))
                .withEnv("PULSAR_MEM", HEAP + " -XX:MaxDirectMemorySize=128m")
                .withEnv("PULSAR_GC", QUICK)
                .withCommand("sh", "-c", "bin/apply-config-from-env.py conf/standalone.conf"
                        + " && exec bin/pulsar standalone -nfw -nss --bookkeeper-port " + ports.get(2));
    }

    private static GenericContainer<?> image(String name) {
        return new GenericContainer<>(DockerImageName.parse(name));
    }

    private static Map<String, String> environment(
            String prefix, String properties, UnaryOperator<String> spelling) {
        return properties.lines().map(line -> line.split("=", 2)).collect(Collectors.toMap(
                property -> prefix + spelling.apply(property[0]), property -> property[1]));
    }

    private static String words(List<Integer> ports) {
        return ports.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    private static String reason(Throwable failure) {
        StringBuilder told = new StringBuilder(String.valueOf(failure.getMessage()));
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            told.append(": ").append(cause.getMessage());
        }
        return told.toString();
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

    /** An open port says little: readiness is asked by our own requests, at a restart too. */
    private static final class Unasked extends AbstractWaitStrategy {

        @Override
        protected void waitUntilReady() {}
    }
}
