package dev.sluice.ingest.document;

import java.io.Serial;

import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.ProblemException;

/** The document is larger than this service takes; nothing was kept. */
class DocumentTooLarge extends ProblemException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** @param limit in bytes */
    DocumentTooLarge(long limit) {
        super(HttpStatus.CONTENT_TOO_LARGE, "too-large", "Too large",
                "A document may have " + limit + " bytes at most.");
        with("max_bytes", limit);
    }
}
