package dev.sluice.local.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.sluice.local.process.Launch;
import dev.sluice.local.process.Server;

/** Pulsar standalone: broker, store and metadata in one JVM, without functions. */
final class EmbeddedPulsar implements Recipe {

    private static final List<String> OPENED = List.of(
            "java.base/java.nio", "java.base/jdk.internal.misc", "java.base/jdk.internal.platform",
            "java.base/java.util.zip", "java.base/java.io", "java.base/java.lang", "java.base/sun.net",
            "java.management/sun.management", "jdk.management/com.sun.management.internal");

    private final ClassPath classPath;
    private final boolean keepsClasses;

    /**
     * @param keepsClasses whether it keeps its classes where they are not kept yet; that costs as much as
     *         two starts
     */
    EmbeddedPulsar(ClassPath classPath, boolean keepsClasses) {
        this.classPath = classPath;
        this.keepsClasses = keepsClasses;
    }

    @Override
    public void prepare(Path home, List<Integer> ports) throws IOException {
        Files.writeString(configuration(home), "bindAddress=127.0.0.1\n" + settings(ports));
    }

    @Override
    public List<List<Server>> stages(Path home, List<Integer> ports) {
        List<String> options = new ArrayList<>();
        OPENED.forEach(opened -> options.add("--add-opens=" + opened + "=ALL-UNNAMED"));
        options.addAll(List.of("-Dio.netty.tryReflectionSetAccessible=true", "-XX:MaxDirectMemorySize=128m",
                "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
                "-Dorg.apache.logging.log4j.level=INFO"));
        options.addAll(keepsClasses
                ? Jvm.keepingClasses("pulsar", classPath) : Jvm.keptClasses("pulsar", classPath));
        List<String> arguments = Stream.of(
                "--config", configuration(home),
                "-nfw", "-nss", "-a", "127.0.0.1",
                "--metadata-dir", home.resolve("metadata"),
                "--bookkeeper-dir", home.resolve("bookkeeper"),
                "--bookkeeper-port", ports.get(2)).map(Object::toString).toList();
        List<String> command =
                Jvm.command(options, classPath, "org.apache.pulsar.PulsarStandaloneStarter", arguments);
        Launch launch = new Launch(command, ports, Probes.pulsarHealth(ports.get(1)));
        return List.of(List.of(new Server("Pulsar", home, launch.within(Duration.ofSeconds(90)))));
    }

    /**
     * What does not depend on where the broker runs, as lines of {@code name=value}. By default it looks a
     * hundred times a second for what its cache may forget.
     */
    static String settings(List<Integer> ports) {
        return """
                clusterName=standalone
                advertisedAddress=127.0.0.1
                brokerServicePort=%d
                webServicePort=%d
                managedLedgerDefaultEnsembleSize=1
                managedLedgerDefaultWriteQuorum=1
                managedLedgerDefaultAckQuorum=1
                managedLedgerCacheSizeMB=16
                managedLedgerCacheEvictionIntervalMs=1000
                diskUsageThreshold=0.99
                diskUsageWarnThreshold=0.98
                diskUsageLwmThreshold=0.98
                allowLoopback=true
                brokerShutdownTimeoutMs=5000
                loadBalancerEnabled=false
                systemTopicEnabled=true
                topicLevelPoliciesEnabled=true
                defaultNumPartitions=1
                allowAutoTopicCreation=true
                brokerDeleteInactiveTopicsEnabled=false
                exposeTopicLevelMetricsInPrometheus=false
                dbStorage_writeCacheMaxSizeMb=16
                dbStorage_readAheadCacheMaxSizeMb=8
                dbStorage_rocksDB_blockCacheSize=8388608
                numIOThreads=2
                numHttpServerThreads=4
                """.formatted(ports.get(0), ports.get(1));
    }

    private static Path configuration(Path home) {
        return home.resolve("standalone.conf");
    }
}
