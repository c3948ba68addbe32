package dev.sluice.auth.token;

/** An access token in OAuth's words (RFC 6749, section 5.1); the life in seconds. */
public record IssuedToken(String accessToken, String tokenType, long expiresIn, String scope) {

    @Override
    public String toString() {
        return "IssuedToken[…, scope=" + scope + "]";
    }
}
