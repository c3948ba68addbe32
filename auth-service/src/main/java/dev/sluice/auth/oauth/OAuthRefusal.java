package dev.sluice.auth.oauth;

import io.swagger.v3.oas.annotations.media.Schema;
import org.springframework.http.HttpStatus;

/** What OAuth's token endpoint answers when it gives no token (RFC 6749, section 5.2). */
final class OAuthRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String error;
    private final String description;

    private OAuthRefusal(HttpStatus status, String error, String description) {
        super(error);
        this.status = status;
        this.error = error;
        this.description = description;
    }

    static OAuthRefusal of(String error, String description) {
        return new OAuthRefusal(HttpStatus.BAD_REQUEST, error, description);
    }

    static OAuthRefusal invalidRequest(String description) {
        return of("invalid_request", description);
    }

    /** There is no word of OAuth's for it; the status says it. */
    static OAuthRefusal tooLarge() {
        return new OAuthRefusal(HttpStatus.CONTENT_TOO_LARGE, "invalid_request",
                "The body is larger than any form that is read here.");
    }

    static OAuthRefusal invalidClient() {
        return new OAuthRefusal(HttpStatus.UNAUTHORIZED, "invalid_client",
                "The client is unknown, or nothing proves that it is this one.");
    }

    HttpStatus status() {
        return status;
    }

    Body body() {
        return new Body(error, description);
    }

    /** In the words of RFC 6749. */
    @Schema(name = "OAuthError")
    record Body(
            @Schema(description = "Branch on it", allowableValues = {"invalid_request", "invalid_client",
                "invalid_grant", "unauthorized_client", "unsupported_grant_type", "invalid_scope"})
            String error,
            @Schema(description = "For people") String errorDescription) {
    }
}
