package dev.sluice.flag.registry;

import java.io.Serial;

import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.ProblemException;

/** No flag has this key. */
class FlagNotFound extends ProblemException {

    @Serial
    private static final long serialVersionUID = 1L;

    FlagNotFound() {
        super(HttpStatus.NOT_FOUND, "flag-not-found", "No such flag", "No flag has this key.");
    }
}
