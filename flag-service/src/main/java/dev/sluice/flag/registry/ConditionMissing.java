package dev.sluice.flag.registry;

import java.io.Serial;

import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.ProblemException;

/** A flag that exists is only changed by someone who says which version of it. */
class ConditionMissing extends ProblemException {

    @Serial
    private static final long serialVersionUID = 1L;

    ConditionMissing() {
        super(HttpStatus.PRECONDITION_REQUIRED, "condition-missing", "Which version is meant?",
                "The flag exists. Send its ETag in If-Match, or * to mean whichever it is.");
    }
}
