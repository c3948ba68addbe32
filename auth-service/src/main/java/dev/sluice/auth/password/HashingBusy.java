package dev.sluice.auth.password;

import java.time.Duration;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.ProblemException;

/** As many passwords as this instance can check are being checked. */
public final class HashingBusy extends ProblemException {

    private static final long serialVersionUID = 1L;

    /** @param wait in whole seconds, after which to try again */
    public HashingBusy(Duration wait) {
        super(HttpStatus.SERVICE_UNAVAILABLE, "too-many-signins", "Too many sign-ins",
                "Too many passwords are being checked at the moment. Try again in " + wait.toSeconds()
                        + " s.");
        getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(wait.toSeconds()));
    }
}
