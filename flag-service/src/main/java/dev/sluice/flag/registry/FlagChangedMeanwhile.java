package dev.sluice.flag.registry;

import java.io.Serial;

import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.ProblemException;

/** The flag is not, or no longer, what the caller's condition says. */
class FlagChangedMeanwhile extends ProblemException {

    @Serial
    private static final long serialVersionUID = 1L;

    FlagChangedMeanwhile() {
        super(HttpStatus.PRECONDITION_FAILED, "flag-changed-meanwhile", "The flag is another than expected",
                "Read the flag again and repeat the change with its ETag.");
    }
}
