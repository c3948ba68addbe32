package dev.sluice.auth.key;

import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.ProblemException;

/** A shared secret signs here, and only the configuration of all services changes that. */
final class KeyShared extends ProblemException {

    private static final long serialVersionUID = 1L;

    KeyShared() {
        super(HttpStatus.CONFLICT, "key-shared", "Shared secret",
                "Tokens are signed with a shared secret; change it in the configuration of every service.");
    }
}
