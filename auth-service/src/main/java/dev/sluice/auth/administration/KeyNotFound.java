package dev.sluice.auth.administration;

import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.ProblemException;

/** No key of that id signs or verifies anything. */
final class KeyNotFound extends ProblemException {

    private static final long serialVersionUID = 1L;

    KeyNotFound() {
        super(HttpStatus.NOT_FOUND, "key-not-found", "No such key", "There is no key with this id.");
    }
}
