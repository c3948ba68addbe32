package dev.sluice.local.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import dev.sluice.local.process.PidFile;

/**
 * Where one platform keeps everything that it writes: data, logs, pid files, unpacked services.
 *
 * @param directory {@code .sluice} of a checkout, or a test's own
 */
record Home(Path directory) {

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
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.find(directory, 5, (path, attributes) -> path.endsWith("pid"))) {
            return files.filter(file -> new PidFile(file).living().isPresent())
                    // run/NAME/pid, stack/NAME/pid, stack/NAME/NODE/pid
                    .map(file -> directory.relativize(file).getName(1).toString())
                    .distinct()
                    .sorted()
                    .toList();
        }
    }
}
