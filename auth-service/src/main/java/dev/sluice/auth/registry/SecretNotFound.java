package dev.sluice.auth.registry;

import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.ProblemException;

/** The client has no secret of that id, or no longer. */
final class SecretNotFound extends ProblemException {

    private static final long serialVersionUID = 1L;

    SecretNotFound() {
        super(HttpStatus.NOT_FOUND, "secret-not-found", "No such secret",
                "The client has no secret with this id.");
    }
}
