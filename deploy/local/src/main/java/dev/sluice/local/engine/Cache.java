package dev.sluice.local.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What is made once for a user of this machine, and made again where it is missing. */
final class Cache {

    private Cache() {}

    /** Perhaps not made yet. */
    static Path directory() {
        String temporary = System.getProperty("java.io.tmpdir");
        return Stream.of(System.getenv("XDG_CACHE_HOME"), System.getProperty("user.home") + "/.cache")
                .filter(directory -> directory != null && !directory.isBlank())
                .map(Path::of)
                .filter(Cache::canHold)
                .findFirst()
                .orElse(Path.of(temporary, "cache-" + System.getProperty("user.name")))
                .resolve("sluice");
    }

    private static boolean canHold(Path directory) {
        return Files.isWritable(Files.exists(directory) || directory.getParent() == null
                ? directory : directory.getParent());
    }
}
