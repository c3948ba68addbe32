package dev.sluice.ingest.dataset;

import java.io.Serial;

import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.ProblemException;

/** Nobody has declared a data set of that name. */
public class UnknownDataset extends ProblemException {

    @Serial
    private static final long serialVersionUID = 1L;

    public UnknownDataset() {
        super(HttpStatus.NOT_FOUND, "unknown-dataset", "Unknown data set",
                "No data set has this name. A steward declares one with PUT /datasets/{name}.");
    }
}
