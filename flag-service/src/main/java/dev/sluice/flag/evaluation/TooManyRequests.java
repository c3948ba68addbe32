package dev.sluice.flag.evaluation;

import java.io.Serial;

/** A caller has asked for more evaluations than one may in a second. */
class TooManyRequests extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** After how many seconds the caller may ask again. */
    static final int RETRY_AFTER = 1;

    static final String DETAILS = "Too many evaluations in one second";

    TooManyRequests() {
        super(DETAILS);
    }
}
