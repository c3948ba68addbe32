package dev.sluice.auth.signup;

import java.time.Duration;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.ProblemException;

/** Whoever asks was told of too many addresses that they are taken. */
final class TooManySignUps extends ProblemException {

    private static final long serialVersionUID = 1L;

    TooManySignUps(Duration wait) {
        super(HttpStatus.TOO_MANY_REQUESTS, "too-many-signups", "Too many sign-ups",
                "There were too many sign-ups with addresses that are taken. Try again later.");
        getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(wait.plusMillis(999).toSeconds()));
    }
}
