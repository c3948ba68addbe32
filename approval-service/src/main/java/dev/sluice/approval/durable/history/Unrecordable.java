package dev.sluice.approval.durable.history;

import org.springframework.dao.DataIntegrityViolationException;

/**
 * The database does not take what happened, and never will: a text with the character NUL, a number without
 * end.
 */
public final class Unrecordable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Unrecordable(DataIntegrityViolationException refused) {
        // The lines below the first quote what was refused.
        super(String.valueOf(refused.getMostSpecificCause().getMessage()).lines().findFirst().orElse(""),
                refused);
    }
}
