package dev.sluice.ingest.document;

import java.io.Serial;

import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.ProblemException;

/** The upload was swept away as dead while it still ran; nothing was kept. */
class UploadAbandoned extends ProblemException {

    @Serial
    private static final long serialVersionUID = 1L;

    UploadAbandoned() {
        super(HttpStatus.SERVICE_UNAVAILABLE, "upload-abandoned", "Upload took too long",
                "The upload showed no progress for too long and was given up. Send the document again.");
    }
}
