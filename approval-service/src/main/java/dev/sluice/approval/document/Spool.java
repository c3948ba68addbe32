package dev.sluice.approval.document;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import dev.sluice.common.object.ObjectStore;
import dev.sluice.common.object.Stored;

/**
 * Bytes on their way into the object store: written to a nameless file, then stored as a whole. The file is
 * gone with the process, however that ends.
 */
final class Spool implements AutoCloseable {

    private final FileChannel file;
    private final OutputStream out;

    Spool() throws IOException {
        Path path = Files.createTempFile("sluice-spool", null);
        this.file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
        this.out = new BufferedOutputStream(Channels.newOutputStream(file), 1 << 16);
    }

    /** Where the bytes are written; it stays open until they are stored. */
    OutputStream out() {
        return out;
    }

    Stored store(ObjectStore objects, String key) throws IOException {
        out.flush();
        file.position(0);
        InputStream bytes = Channels.newInputStream(file);
        return objects.put(key, bytes);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
