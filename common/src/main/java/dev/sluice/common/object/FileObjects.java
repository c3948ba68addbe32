package dev.sluice.common.object;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Objects as files below one folder, which several services may share. An object is written beside its place,
 * forced to the disk and renamed, so that no reader and no crash ever meets half of one.
 */
final class FileObjects implements ObjectStore {

    /** No key begins with a dot, so no object can be here. */
    private static final String INCOMING = ".incoming";
    private static final Duration ABANDONED = Duration.ofDays(1);
    private static final int MOVES = 100;

    private final Path root;
    private final Path incoming;

    FileObjects(Path root) throws IOException {
        this.root = Files.createDirectories(root).toRealPath();
        incoming = Files.createDirectories(this.root.resolve(INCOMING));
    }

    @Override
    public Stored put(String key, InputStream bytes) throws IOException {
        Path target = path(key);
        Path temporary = incoming.resolve(UUID.randomUUID().toString());
        try {
            Measured measured = new Measured(bytes);
            try (FileChannel file = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE)) {
                OutputStream sink = Channels.newOutputStream(file);
                measured.transferTo(sink);
                file.force(true);
            }
            move(temporary, target);
            forceNames(folder(target));
            return measured.stored(key);
        }
        finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Tries again when the folder went with its last object before this one was in it. */
    private static void move(Path temporary, Path target) throws IOException {
        for (int triesLeft = MOVES; ; triesLeft--) {
            try {
                Files.createDirectories(folder(target));
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
                return;
            }
            catch (NoSuchFileException | FileAlreadyExistsException removed) {
                if (triesLeft == 0) {
                    throw removed;
                }
            }
        }
    }

    private static Path folder(Path file) {
        return Objects.requireNonNull(file.getParent(), "a key's path is below the root");
    }

    @Override
    public InputStream open(String key) throws IOException {
        Path file = path(key);
        if (!Files.isRegularFile(file)) {
            throw new ObjectNotFound(key);
        }
        try {
            return Files.newInputStream(file);
        }
        catch (NoSuchFileException gone) {
            throw new ObjectNotFound(key);
        }
    }

    @Override
    public boolean exists(String key) {
        return Files.isRegularFile(path(key));
    }

    /** Reads the object, since what it holds is the only truth about it. */
    @Override
    public Optional<Stored> find(String key) throws IOException {
        try (Measured object = new Measured(open(key))) {
            return Optional.of(object.exhaust().stored(key));
        }
        catch (ObjectNotFound none) {
            return Optional.empty();
        }
    }

    @Override
    public Stored copy(String from, String to) throws IOException {
        ObjectKeys.valid(to);
        try (InputStream source = open(from)) {
            return put(to, source);
        }
    }

    @Override
    public void delete(String key) throws IOException {
        Path file = path(key);
        if (Files.isRegularFile(file)) {
            Files.deleteIfExists(file);
            removeEmpty(folder(file));
        }
    }

    /** Folders are names in keys and nothing else: one without an object is not there. */
    private void removeEmpty(Path folder) throws IOException {
        try {
            for (Path each = folder; !each.equals(root); each = folder(each)) {
                Files.deleteIfExists(each);
            }
        }
        catch (DirectoryNotEmptyException inUse) {
            return;
        }
    }

    /**
     * Removes what writers that were killed have left; a younger file may still be written by another
     * service.
     */
    void sweep(Instant now) throws IOException {
        FileTime limit = FileTime.from(now.minus(ABANDONED));
        try (var files = Files.newDirectoryStream(incoming)) {
            for (Path file : files) {
                if (Files.getLastModifiedTime(file).compareTo(limit) < 0) {
                    Files.deleteIfExists(file);
                }
            }
        }
        catch (NoSuchFileException sweptByAnother) {
            return;
        }
    }

    private Path path(String key) {
        Path path = root.resolve(ObjectKeys.valid(key)).normalize();
        if (!path.startsWith(root) || path.equals(root)) {
            throw new IllegalArgumentException("Not an object key");
        }
        return path;
    }

    /** A rename is durable when the folder's entry is, and so is each new folder up to the root. */
    private void forceNames(Path folder) throws IOException {
        for (Path each = folder; each != null && each.startsWith(root); each = each.getParent()) {
            try (FileChannel names = FileChannel.open(each, StandardOpenOption.READ)) {
                names.force(true);
            }
            catch (NoSuchFileException removed) {
                // The object was deleted again meanwhile, and its folder with it.
            }
        }
    }
}
