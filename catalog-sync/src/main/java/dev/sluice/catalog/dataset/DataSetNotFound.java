package dev.sluice.catalog.dataset;

import java.io.Serial;

import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.ProblemException;

/** Nothing of this data set has been approved. */
class DataSetNotFound extends ProblemException {

    @Serial
    private static final long serialVersionUID = 1L;

    DataSetNotFound() {
        super(HttpStatus.NOT_FOUND, "data-set-not-found", "No such data set",
                "No approved data set has this name.");
    }
}
