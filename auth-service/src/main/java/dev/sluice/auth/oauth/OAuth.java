package dev.sluice.auth.oauth;

/** Where the endpoints are, below the issuer. */
final class OAuth {

    static final String TOKEN = "/oauth2/token";
    static final String INTROSPECT = "/oauth2/introspect";
    static final String REVOKE = "/oauth2/revoke";

    private OAuth() {
    }
}
