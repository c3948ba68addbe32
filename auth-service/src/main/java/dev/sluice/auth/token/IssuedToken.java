package dev.sluice.auth.token;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * An access token in OAuth's words (RFC 6749, section 5.1); the life in seconds. A service gets no refresh
 * token: it asks again with its secret.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record IssuedToken(String accessToken, String tokenType, long expiresIn, String scope,
        @Nullable String refreshToken) {

    public IssuedToken with(String refreshToken) {
        return new IssuedToken(accessToken, tokenType, expiresIn, scope, refreshToken);
    }

    /** The same token, some seconds later; earlier if there are less than none. */
    public IssuedToken after(long seconds) {
        return new IssuedToken(accessToken, tokenType, expiresIn - seconds, scope, refreshToken);
    }

    @Override
    public String toString() {
        return "IssuedToken[…, scope=" + scope + "]";
    }
}
