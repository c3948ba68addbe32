package dev.sluice.catalog.collibra;

import java.io.Serial;

/** Collibra will not do it, however often it is asked. */
public class CollibraRefused extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    CollibraRefused(String message) {
        super(message);
    }
}
