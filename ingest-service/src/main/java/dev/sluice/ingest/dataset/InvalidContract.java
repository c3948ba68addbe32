package dev.sluice.ingest.dataset;

import java.io.Serial;
import java.util.List;

import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.Fault;
import dev.sluice.common.problem.ProblemException;

/** What was sent is not a contract that documents can be held to; nothing was changed. */
class InvalidContract extends ProblemException {

    @Serial
    private static final long serialVersionUID = 1L;

    InvalidContract(List<Fault> faults) {
        super(HttpStatus.BAD_REQUEST, "invalid-contract", "Not a valid contract",
                "Nothing was changed, because the Table Schema as sent breaks a rule.");
        withErrors(faults);
    }
}
