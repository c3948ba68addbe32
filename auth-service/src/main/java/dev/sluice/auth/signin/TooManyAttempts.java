package dev.sluice.auth.signin;

import java.time.Duration;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.ProblemException;

/** Whoever asks has tried this account's password too often; others can go on, its owner above all. */
final class TooManyAttempts extends ProblemException {

    private static final long serialVersionUID = 1L;

    TooManyAttempts(Duration wait) {
        super(HttpStatus.TOO_MANY_REQUESTS, "too-many-attempts", "Too many attempts",
                "There were too many attempts to sign in to this account. Try again later.");
        getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(wait.plusMillis(999).toSeconds()));
    }
}
