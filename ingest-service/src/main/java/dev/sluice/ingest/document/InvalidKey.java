package dev.sluice.ingest.document;

import java.io.Serial;

import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.ProblemException;

/** The idempotency key cannot be read. */
class InvalidKey extends ProblemException {

    @Serial
    private static final long serialVersionUID = 1L;

    InvalidKey() {
        super(HttpStatus.BAD_REQUEST, "invalid-idempotency-key", "Not an idempotency key",
                "The header Idempotency-Key takes 1 to 255 printable characters, with or without quotes.");
    }
}
