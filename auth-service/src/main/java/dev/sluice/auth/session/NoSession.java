package dev.sluice.auth.session;

import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.ProblemException;

/** The access token belongs to a service, which has no session to end. */
final class NoSession extends ProblemException {

    private static final long serialVersionUID = 1L;

    NoSession() {
        super(HttpStatus.CONFLICT, "no-session", "No session", "This token belongs to no session.");
    }
}
