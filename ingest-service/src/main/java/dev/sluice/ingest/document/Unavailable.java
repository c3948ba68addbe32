package dev.sluice.ingest.document;

import java.io.Serial;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.ProblemException;

/**
 * The database did not answer. Whether a receipt was written may be unknown, so a client repeats with its
 * idempotency key.
 */
class Unavailable extends ProblemException {

    @Serial
    private static final long serialVersionUID = 1L;

    Unavailable(Throwable cause) {
        super(HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "Not available",
                "The document may not have been accepted. Send it again with the same idempotency key.",
                cause);
        getHeaders().set(HttpHeaders.RETRY_AFTER, "5");
    }
}
