package dev.sluice.ingest.dataset;

import java.io.Serial;

import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.ProblemException;

/** No data set may have that name. */
class InvalidName extends ProblemException {

    @Serial
    private static final long serialVersionUID = 1L;

    InvalidName() {
        super(HttpStatus.BAD_REQUEST, "invalid-name", "Not a name for a data set",
                "A name has 1 to 100 letters, digits, dots, hyphens and underscores,"
                        + " and begins and ends with a letter or a digit.");
    }
}
