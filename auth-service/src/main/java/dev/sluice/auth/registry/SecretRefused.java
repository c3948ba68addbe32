package dev.sluice.auth.registry;

import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.ProblemException;

/** The client may have no secret, or no third one. */
final class SecretRefused extends ProblemException {

    private static final long serialVersionUID = 1L;

    SecretRefused() {
        super(HttpStatus.CONFLICT, "secret-refused", "No further secret",
                "The client signs with a key, or has two secrets already: end one of them first.");
    }
}
