package dev.sluice.auth.registry;

import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.ProblemException;

/** Another client has that id. */
final class ClientTaken extends ProblemException {

    private static final long serialVersionUID = 1L;

    ClientTaken() {
        super(HttpStatus.CONFLICT, "client-taken", "Client id taken",
                "There is a client with this id. Change that one, or choose another id.");
    }
}
