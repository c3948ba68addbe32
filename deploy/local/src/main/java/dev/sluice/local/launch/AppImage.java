package dev.sluice.local.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import java.util.zip.ZipFile;

import dev.sluice.local.engine.Directories;
import dev.sluice.local.engine.Jvm;
import dev.sluice.local.process.Disk;
import dev.sluice.local.process.ServerFailed;

/**
 * A service's jar unpacked for a fast start, and the JVM's ahead-of-time cache for it once there is one.
 * The image of another build of the jar is never used: a digest of what is in the jar is its name.
 */
final class AppImage {

    /** The cache is refused by a JVM with other flags than the one that made it. */
    private static final List<String> FLAGS = List.of(
            "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData",
            // Netty, within Pulsar's client, reaches for both; without leave it fills the log with warnings.
            "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");
    private static final long TRAINING_MINUTES = 5;

    private final Service service;
    private final Path jar;
    private final Path directory;

    private AppImage(Service service, Path jar, Path directory) {
        this.service = service;
        this.jar = jar;
        this.directory = directory;
    }

    /**
     * Unpacks what is not unpacked yet and drops the images of earlier builds.
     *
     * @throws ServerFailed with one sentence that says why that cannot be
     */
    static AppImage of(Service service, Path jar, Path apps) {
        Path images = apps.resolve(service.module());
        try {
            AppImage image = new AppImage(service, jar, images.resolve(contents(jar)));
            image.unpack(images);
            return image;
        }
        catch (IOException e) {
            throw new ServerFailed(service.module() + " did not start: "
                    + Disk.reason(images, jar + " cannot be unpacked (" + e + ")"), e);
        }
    }

    /**
     * The time of a reproducible jar says nothing; the checksums of its entries say all, and are quickly
     * read.
     */
    private static String contents(Path jar) throws IOException {
        CRC32 checksum = new CRC32();
        try (ZipFile entries = new ZipFile(jar.toFile())) {
            entries.stream().forEach(entry -> checksum.update(
                    (entry.getName() + " " + entry.getCrc() + "\n").getBytes(StandardCharsets.UTF_8)));
        }
        return Long.toHexString(checksum.getValue()) + "-" + Files.size(jar);
    }

    /** The command that starts the service, with the cache where there is one. */
    List<String> command() {
        List<String> options = hasCache() ? List.of("-XX:AOTCache=" + cache()) : List.of();
        return java(options);
    }

    boolean hasCache() {
        return Files.exists(cache());
    }

    /**
     * Makes the cache by a run that ends when the application's context is complete, before it listens or
     * consumes. A run that fails leaves no cache: the next start is as slow as this one and tries again.
     *
     * @param environment what the service itself is given
     * @return whether there is a cache now
     */
    boolean train(Map<String, String> environment, Path log) throws IOException, InterruptedException {
        Path draft = directory.resolve("app.aot.draft");
        List<String> options = List.of("-XX:AOTCacheOutput=" + draft, "-Dspring.context.exit=onRefresh");
        ProcessBuilder builder = new ProcessBuilder(java(options))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        Process run = builder.start();
        try {
            boolean healthy = run.waitFor(TRAINING_MINUTES, TimeUnit.MINUTES) && run.exitValue() == 0;
            if (healthy && Files.exists(draft)) {
                Files.move(draft, cache(), StandardCopyOption.ATOMIC_MOVE);
            }
        }
        finally {
            run.descendants().forEach(ProcessHandle::destroyForcibly);
            run.destroyForcibly().waitFor();
            Files.deleteIfExists(draft);
        }
        return hasCache();
    }

    private List<String> java(List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Jvm.executable());
        command.addAll(FLAGS);
        command.addAll(options);
        command.addAll(List.of("-jar", directory.resolve(jar.getFileName()).toString()));
        return command;
    }

    private Path cache() {
        return directory.resolve("app.aot");
    }

    private void unpack(Path images) throws IOException {
        if (Files.exists(directory)) {
            return;
        }
        Directories.delete(images);
        Path draft = images.resolve("draft");
        Path log = images.resolve("unpacking.log");
        Files.createDirectories(images);
        Process unpacking = new ProcessBuilder(Jvm.executable(), "-XX:TieredStopAtLevel=1", "-Djarmode=tools",
                "-jar", jar.toString(), "extract", "--destination", draft.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        int exit = unpacking.onExit().join().exitValue();
        if (exit != 0) {
            throw new ServerFailed(service.module() + " did not start: "
                    + Disk.reason(images, jar + " could not be unpacked (exit code " + exit + ")")
                    + "; see " + log);
        }
        // By the rename the image is there whole or not at all.
        Files.move(draft, directory, StandardCopyOption.ATOMIC_MOVE);
    }
}
