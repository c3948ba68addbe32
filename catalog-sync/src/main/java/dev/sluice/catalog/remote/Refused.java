package dev.sluice.catalog.remote;

import java.io.Serial;

/** A system of others will not do what was asked, however often it is asked. */
public class Refused extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** Says which system, and what it answered. */
    public Refused(String message) {
        super(message);
    }
}
