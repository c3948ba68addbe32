package dev.sluice.common.object;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The object store of the local run, for tests that run without the application. */
public final class TestObjects {

    private TestObjects() {
    }

    public static ObjectStore in(Path folder) {
        try {
            return new FileObjects(folder);
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
