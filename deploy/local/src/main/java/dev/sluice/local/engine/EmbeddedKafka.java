package dev.sluice.local.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.apache.kafka.common.Uuid;

import dev.sluice.local.process.Launch;
import dev.sluice.local.process.Server;

/**
 * One Kafka node that is broker and controller at once. Its storage is formatted once. After a crash it is
 * taken back when the session of the crashed broker is over; the default would be 9 s.
 */
final class EmbeddedKafka implements Recipe {

    /** What does not depend on where the node runs, as lines of {@code name=value}. */
    static final String SETTINGS = """
            process.roles=broker,controller
            node.id=1
            controller.listener.names=CONTROLLER
            num.partitions=3
            broker.session.timeout.ms=3000
            broker.heartbeat.interval.ms=500
            offsets.topic.num.partitions=5
            offsets.topic.replication.factor=1
            transaction.state.log.num.partitions=5
            transaction.state.log.replication.factor=1
            transaction.state.log.min.isr=1
            share.coordinator.state.topic.num.partitions=1
            share.coordinator.state.topic.replication.factor=1
            share.coordinator.state.topic.min.isr=1
            group.initial.rebalance.delay.ms=0
            """;

    private static final List<String> OPTIONS = List.of(
            "-Dorg.apache.logging.log4j.level=INFO", "--sun-misc-unsafe-memory-access=allow");

    private final ClassPath classPath;

    EmbeddedKafka(ClassPath classPath) {
        this.classPath = classPath;
    }

    @Override
    public void prepare(Path home, List<Integer> ports) throws IOException {
        Files.writeString(configuration(home), SETTINGS + """
                controller.quorum.bootstrap.servers=127.0.0.1:%2$d
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                log.dirs=%3$s
                """.formatted(ports.get(0), ports.get(1), data(home)));
        if (!Files.exists(data(home).resolve("meta.properties"))) {
            Uuid cluster = Uuid.randomUuid();
            List<String> format = List.of("format", "--standalone",
                    "-t", cluster.toString(), "-c", configuration(home).toString());
            List<String> options = new ArrayList<>(OPTIONS);
            options.addAll(Jvm.keptClasses("kafka", classPath));
            OneShot.run("Kafka's storage tool", home,
                    Jvm.command(options, classPath, "kafka.tools.StorageTool", format));
        }
    }

    @Override
    public List<List<Server>> stages(Path home, List<Integer> ports) {
        List<String> options = new ArrayList<>(OPTIONS);
        options.addAll(Jvm.keepingClasses("kafka", classPath));
        List<String> command =
                Jvm.command(options, classPath, "kafka.Kafka", List.of(configuration(home).toString()));
        Launch launch = new Launch(command, ports, Probes.kafkaCluster(ports.getFirst()));
        return List.of(List.of(new Server("Kafka", home, launch)));
    }

    private static Path configuration(Path home) {
        return home.resolve("server.properties");
    }

    private static Path data(Path home) {
        return home.resolve("data");
    }
}
