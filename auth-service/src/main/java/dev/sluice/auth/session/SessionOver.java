package dev.sluice.auth.session;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.ProblemException;

/** The refresh token is none of ours, or its session has ended; the person signs in again. */
final class SessionOver extends ProblemException {

    private static final long serialVersionUID = 1L;

    SessionOver() {
        super(HttpStatus.UNAUTHORIZED, "session-over", "Session over",
                "This refresh token is not good, or no longer. Sign in again.");
        getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
}
