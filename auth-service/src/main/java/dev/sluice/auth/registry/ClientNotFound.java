package dev.sluice.auth.registry;

import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.ProblemException;

/** No client of that id is registered. */
final class ClientNotFound extends ProblemException {

    private static final long serialVersionUID = 1L;

    ClientNotFound() {
        super(HttpStatus.NOT_FOUND, "client-not-found", "No such client",
                "There is no client with this id.");
    }
}
