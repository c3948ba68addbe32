package dev.sluice.auth.password;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.ProblemException;

/** As many passwords as this instance can check are being checked. */
public final class HashingBusy extends ProblemException {

    private static final long serialVersionUID = 1L;

    HashingBusy() {
        super(HttpStatus.SERVICE_UNAVAILABLE, "too-many-signins", "Too many sign-ins",
                "Too many passwords are being checked at the moment. Try again in a second.");
        getHeaders().set(HttpHeaders.RETRY_AFTER, "1");
    }
}
