package dev.sluice.ingest.document;

import java.io.Serial;

import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.ProblemException;

/** The client broke off before the document's end; nothing was kept. */
class UploadAborted extends ProblemException {

    @Serial
    private static final long serialVersionUID = 1L;

    UploadAborted(Exception cause) {
        super(HttpStatus.BAD_REQUEST, "upload-aborted", "Upload broken off",
                "The document did not arrive whole.", cause);
    }
}
