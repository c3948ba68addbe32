package dev.sluice.ingest.document;

import java.io.Serial;

import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.ProblemException;

/** The document says of itself that it is something else than CSV in UTF-8; nothing was kept. */
class NotCsv extends ProblemException {

    @Serial
    private static final long serialVersionUID = 1L;

    NotCsv() {
        super(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type", "Not CSV",
                "A document is text/csv in UTF-8, as the body or as the part named file.");
    }
}
