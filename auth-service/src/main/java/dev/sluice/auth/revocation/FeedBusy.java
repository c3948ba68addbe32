package dev.sluice.auth.revocation;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.ProblemException;

/** As many large pages of the feed as this instance makes at once are being made. */
final class FeedBusy extends ProblemException {

    private static final long serialVersionUID = 1L;

    FeedBusy() {
        super(HttpStatus.SERVICE_UNAVAILABLE, "feed-busy", "Feed busy",
                "Too many ask for all that was revoked at the moment. Try again in a second.");
        getHeaders().set(HttpHeaders.RETRY_AFTER, "1");
    }
}
