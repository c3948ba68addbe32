package dev.sluice.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Remembers across JVMs which process a directory belongs to. A number that was given to another is not it.
 */
public record PidFile(Path path) {

    /** The process written here, while it lives. */
    public Optional<ProcessId> living() {
        try {
            return ProcessId.parse(Files.readString(path)).filter(ProcessId::isAlive);
        }
        catch (NoSuchFileException absent) {
            return Optional.empty();
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void write(ProcessId process) throws IOException {
        Files.writeString(path, process.toString());
    }

    public void delete() {
        try {
            Files.deleteIfExists(path);
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
