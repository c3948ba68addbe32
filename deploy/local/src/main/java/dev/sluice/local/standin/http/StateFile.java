package dev.sluice.local.standin.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A value kept in a file, which holds the old or the new one whole, whenever the process ends. */
public final class StateFile<T> {

    private final Path file;
    private final Class<T> type;

    public StateFile(Path file, Class<T> type) {
        this.file = file;
        this.type = type;
    }

    /** What was saved last; empty before the first time. */
    public Optional<T> load() {
        return Files.exists(file) ? Optional.of(Json.MAPPER.readValue(file, type)) : Optional.empty();
    }

    public void save(T value) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path next = file.resolveSibling(file.getFileName() + ".next");
            Files.write(next, Json.MAPPER.writeValueAsBytes(value));
            try (FileChannel written = FileChannel.open(next, StandardOpenOption.WRITE)) {
                written.force(true);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
