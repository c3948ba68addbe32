package dev.sluice.auth.password;

import java.io.IOException;
import java.nio.file.Path;

/** A service that was told to refuse leaked passwords does not start without knowing them. */
final class BreachedFilterUnreadable extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    BreachedFilterUnreadable(Path file, IOException cause) {
        super("The filter of leaked passwords, sluice.auth.password.breached-filter, cannot be read from "
                + file + ": " + cause, cause);
    }
}
