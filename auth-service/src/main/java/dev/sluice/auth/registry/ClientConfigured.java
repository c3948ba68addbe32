package dev.sluice.auth.registry;

import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.ProblemException;

/** The configuration says what this client is; what was changed here would not count. */
final class ClientConfigured extends ProblemException {

    private static final long serialVersionUID = 1L;

    ClientConfigured() {
        super(HttpStatus.CONFLICT, "client-configured", "Client of the configuration",
                "This client comes from sluice.auth.clients; change it there.");
    }
}
