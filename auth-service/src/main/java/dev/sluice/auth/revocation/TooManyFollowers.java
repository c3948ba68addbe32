package dev.sluice.auth.revocation;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.ProblemException;

/** As many questions wait for news as are allowed to. */
final class TooManyFollowers extends ProblemException {

    private static final long serialVersionUID = 1L;

    TooManyFollowers() {
        super(HttpStatus.SERVICE_UNAVAILABLE, "too-many-followers", "Too many followers",
                "As many wait for revocations as this instance allows. Ask again in a second.");
        getHeaders().set(HttpHeaders.RETRY_AFTER, "1");
    }
}
