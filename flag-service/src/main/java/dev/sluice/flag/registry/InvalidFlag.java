package dev.sluice.flag.registry;

import java.io.Serial;
import java.util.List;

import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.Fault;
import dev.sluice.common.problem.ProblemException;

/** What was sent is not a flag, or not a registry of flags; nothing of it was taken over. */
class InvalidFlag extends ProblemException {

    @Serial
    private static final long serialVersionUID = 1L;

    InvalidFlag(List<Fault> faults) {
        super(HttpStatus.BAD_REQUEST, "invalid-flag", "Not a valid flag",
                "Nothing was changed, because the flag as sent breaks a rule.");
        withErrors(faults);
    }
}
