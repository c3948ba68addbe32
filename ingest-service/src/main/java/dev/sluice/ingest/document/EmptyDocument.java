package dev.sluice.ingest.document;

import java.io.Serial;

import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.ProblemException;

/** There was nothing in the document; nothing was kept. */
class EmptyDocument extends ProblemException {

    @Serial
    private static final long serialVersionUID = 1L;

    EmptyDocument() {
        super(HttpStatus.UNPROCESSABLE_CONTENT, "empty-document", "Empty document",
                "The document has no bytes.");
    }
}
