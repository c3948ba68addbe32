package dev.sluice.local.launch;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import dev.sluice.local.process.PidFile;

/**
 * Where one platform keeps everything that it writes: data, logs, pid files, unpacked services.
 *
 * @param directory {@code .sluice} of a checkout, or a test's own
 */
record Home(Path directory) {

    private static final int DEEPEST_PID_FILE = 4;

    Path stack() {
        return directory.resolve("stack");
    }

    Path objects() {
        return directory.resolve("objects");
    }

    Path standIns() {
        return directory.resolve("stand-ins");
    }

    /** The home of a service's process: its pid file. */
    Path process(String name) {
        return directory.resolve("run").resolve(name);
    }

    Path logs() {
        return directory.resolve("logs");
    }

    Path log(String name) {
        return logs().resolve(name + ".log");
    }

    Path apps() {
        return directory.resolve("apps");
    }

    Path credentials() {
        return directory.resolve("credentials.env");
    }

    /** What runs now, by name: services, stand-ins, components of the stack. */
    List<String> running() throws IOException {
        return pidFiles().stream()
                .filter(file -> file.living().isPresent())
                // run/NAME/pid, stack/NAME/pid, stack/NAME/NODE/pid
                .map(file -> directory.relativize(file.path()).getName(1).toString())
                .distinct()
                .sorted()
                .toList();
    }

    /** All there are. Servers at work make and delete files: what is gone when it is looked at is none. */
    List<PidFile> pidFiles() throws IOException {
        List<PidFile> found = new ArrayList<>();
        Files.walkFileTree(directory, Set.of(), DEEPEST_PID_FILE, new SimpleFileVisitor<>() {

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.endsWith("pid")) {
                    found.add(new PidFile(file));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }
}
