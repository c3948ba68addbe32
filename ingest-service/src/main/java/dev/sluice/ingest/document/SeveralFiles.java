package dev.sluice.ingest.document;

import java.io.Serial;
import java.util.List;
import java.util.Map;

import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.ProblemException;

/** A form with more than one file: which of them is the document would be a guess. */
class SeveralFiles extends ProblemException {

    @Serial
    private static final long serialVersionUID = 1L;

    SeveralFiles(int count) {
        super(HttpStatus.BAD_REQUEST, "invalid-parameter", "Several files",
                "A form carries one document, as its only file, in the part named file.");
        with("errors", List.of(Map.of("parameter", "file", "detail", "comes with " + count + " files")));
    }
}
