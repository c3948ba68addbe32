package dev.sluice.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.sluice.common.test.ServiceProcess;
import dev.sluice.common.test.TestIssuer;

/** The service in a process of its own until it is killed, and the folder of its objects. */
final class IngestProcess {

    private final Path objects;
    private final ServiceProcess process;

    IngestProcess(Path folder, String databaseUrl, Map<String, String> broker) {
        objects = folder.resolve("objects");
        Map<String, Object> settings = new HashMap<>(broker);
        settings.putAll(Map.of(
                "spring.datasource.url", databaseUrl,
                "spring.datasource.username", "postgres",
                "sluice.objects.file.root", objects,
                // A broker that is away is away for longer, and what was given up is soon sent again.
                "sluice.events.publish-timeout", "3s",
                "sluice.outbox.max-backoff", "1s",
                "sluice.identity.issuer", TestIssuer.shared().url()));
        process = new ServiceProcess(IngestApplication.class, settings);
        process.start();
    }

    void takeOver() {
        process.takeOver();
    }

    void kill() throws InterruptedException {
        process.kill();
    }

    void stop() throws InterruptedException {
        process.stop();
    }

    Door door() {
        return new Door(process.port());
    }

    /** The keys of all objects that a reader could see. */
    List<String> objects() {
        if (!Files.isDirectory(objects.resolve("uploads"))) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(objects.resolve("uploads"))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> objects.relativize(file).toString()).toList();
        }
        catch (IOException | UncheckedIOException changedMeanwhile) {
            throw new AssertionError(changedMeanwhile);
        }
    }

    /** Bytes of uploads that are being written right now. */
    long incomingBytes() {
        try (Stream<Path> files = Files.walk(objects.resolve(".incoming"))) {
            return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
        }
        catch (IOException | UncheckedIOException notYet) {
            return 0;
        }
    }
}
