package dev.sluice.auth.registry;

import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.ProblemException;

/** A client is only changed by someone who says which version of it. */
final class ConditionMissing extends ProblemException {

    private static final long serialVersionUID = 1L;

    ConditionMissing() {
        super(HttpStatus.PRECONDITION_REQUIRED, "condition-missing", "Which version is meant?",
                "Send the client's ETag in If-Match, or * to mean whichever it is.");
    }
}
