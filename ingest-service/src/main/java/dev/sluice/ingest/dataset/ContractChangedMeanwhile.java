package dev.sluice.ingest.dataset;

import java.io.Serial;

import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.ProblemException;

/** The contract is not in the state that the caller asked for; nothing was changed. */
class ContractChangedMeanwhile extends ProblemException {

    @Serial
    private static final long serialVersionUID = 1L;

    ContractChangedMeanwhile() {
        super(HttpStatus.PRECONDITION_FAILED, "contract-changed", "Not the expected version",
                "The data set is not at the version that the request names. Read it again, then repeat.");
    }
}
