package dev.sluice.ingest.document;

import java.io.Serial;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.ProblemException;

/** The same key is in use by a request that has not ended yet. */
class UploadInFlight extends ProblemException {

    @Serial
    private static final long serialVersionUID = 1L;

    UploadInFlight() {
        super(HttpStatus.CONFLICT, "idempotency-key-in-flight", "Still in flight",
                "Another request with this idempotency key is being worked on. Try again in a moment.");
        getHeaders().set(HttpHeaders.RETRY_AFTER, "5");
    }
}
