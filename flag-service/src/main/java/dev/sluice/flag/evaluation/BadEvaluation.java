package dev.sluice.flag.evaluation;

import java.io.Serial;

/** A request for an evaluation that cannot be one. */
class BadEvaluation extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final Code code;
    private final String details;

    /** The error codes of OFREP for a bad request. */
    enum Code {
        PARSE_ERROR, INVALID_CONTEXT, TARGETING_KEY_MISSING
    }

    BadEvaluation(Code code, String details) {
        super(details);
        this.code = code;
        this.details = details;
    }

    Code code() {
        return code;
    }

    String details() {
        return details;
    }
}
