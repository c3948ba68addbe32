package dev.sluice.common.object;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Where documents live. Bytes are streamed and never held in memory as a whole; an object is there whole or
 * not at all, also after a crash. A key is a relative path such as {@code uploads/ID/name.csv}; one that
 * could leave the store is refused with an {@link IllegalArgumentException}.
 */
public interface ObjectStore {

    /**
     * Reads the stream to its end and stores it, in the place of an older object; the caller closes the
     * stream.
     */
    Stored put(String key, InputStream bytes) throws IOException;

    /** The bytes of an object; the caller closes them. */
    InputStream open(String key) throws IOException;

    /** Whether something is stored under the key; cheap on every store. */
    boolean exists(String key) throws IOException;

    /** What is stored under the key, if anything is; a store may have to read it for that. */
    Optional<Stored> find(String key) throws IOException;

    /** Copies an object, in the place of an older one; the copy is there whole or not at all. */
    Stored copy(String from, String to) throws IOException;

    /** Removes the object; nothing happens where there is none. */
    void delete(String key) throws IOException;
}
