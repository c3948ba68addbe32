package dev.sluice.ingest.document;

import java.io.Serial;

import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.ProblemException;

/** The key has a receipt for other bytes or another data set; nothing was kept. */
class KeyReused extends ProblemException {

    @Serial
    private static final long serialVersionUID = 1L;

    KeyReused() {
        super(HttpStatus.UNPROCESSABLE_CONTENT, "idempotency-key-reused",
                "Idempotency key used for something else",
                "This idempotency key belongs to another document. Use a new key for a new document.");
    }
}
