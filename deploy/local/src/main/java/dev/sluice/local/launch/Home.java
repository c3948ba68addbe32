package dev.sluice.local.launch;

import java.nio.file.Path;

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
}
