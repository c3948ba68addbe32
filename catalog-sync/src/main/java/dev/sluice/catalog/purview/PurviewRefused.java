package dev.sluice.catalog.purview;

import java.io.Serial;

/** Purview will not answer this, however often it is asked; a token of another time is refused so too. */
public class PurviewRefused extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    PurviewRefused(String message) {
        super(message);
    }
}
