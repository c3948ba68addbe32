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
import java.util.function.Predicate;

import dev.sluice.local.process.PidFile;

/**
 * Where one platform keeps everything that it writes: data, logs, pid files, unpacked services.
 *
 * @param directory {@code .sluice} of a checkout, or a test's own
 */
record Home(Path directory) {

    /** Where a server keeps its pid file and its log. */
    private static final int DEEPEST = 4;

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

    /** What everything has logged, in its last run and the one before. */
    List<Path> logFiles() throws IOException {
        return filesAs(file -> file.startsWith(logs()) || file.endsWith("log") || file.endsWith("log.1"));
    }

    /** All there are. Servers at work make and delete files: what is gone when it is looked at is none. */
    List<PidFile> pidFiles() throws IOException {
        return filesAs(file -> file.endsWith("pid")).stream().map(PidFile::new).toList();
    }

    /** Those near the top: further down are the data of servers. */
    private List<Path> filesAs(Predicate<Path> wanted) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(directory, Set.of(), DEEPEST, new SimpleFileVisitor<>() {

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (wanted.test(file)) {
                    found.add(file);
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
