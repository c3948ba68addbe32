package dev.sluice.common.problem;

import java.net.URI;
import java.util.Locale;

import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/** Names the kinds of problem that every service has. They are API: none ever changes. */
final class ProblemTypes {

    static final String PREFIX = "urn:sluice:problem:";

    static final String INVALID_REQUEST = "invalid-request";
    static final String INVALID_PARAMETER = "invalid-parameter";
    static final String UNREADABLE_BODY = "unreadable-body";
    static final String CONCURRENT_CHANGE = "concurrent-change";

    private ProblemTypes() {
    }

    static URI uri(String name) {
        return URI.create(PREFIX + name);
    }

    /** The name of a problem about which nothing more is known than its status. */
    static String of(HttpStatusCode status) {
        HttpStatus known = HttpStatus.resolve(status.value());
        return switch (known) {
            case null -> "http-" + status.value();
            case UNAUTHORIZED -> "unauthenticated";
            case CONTENT_TOO_LARGE -> "too-large";
            case INTERNAL_SERVER_ERROR -> "internal";
            case SERVICE_UNAVAILABLE -> "unavailable";
            default -> known.getReasonPhrase().toLowerCase(Locale.ROOT).replace(' ', '-');
        };
    }

    static String title(HttpStatusCode status) {
        HttpStatus known = HttpStatus.resolve(status.value());
        return known == null ? "HTTP " + status.value() : known.getReasonPhrase();
    }
}
