package dev.sluice.auth.oauth;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * What a client sends along to say who it is, in one way and no more.
 *
 * @param id null where only an assertion says it
 * @param secret by {@code client_secret_basic} or {@code client_secret_post}
 * @param assertion by {@code private_key_jwt}
 */
record ClientCredentials(@Nullable String id, @Nullable String secret, @Nullable String assertion) {

    static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static final String BASIC = "basic ";

    static ClientCredentials of(OAuthForm form) {
        String id = form.get("client_id");
        String secret = form.get("client_secret");
        String assertion = form.get("client_assertion");
        String type = form.get("client_assertion_type");
        if ((assertion == null) != (type == null) || (type != null && !type.equals(ASSERTION_TYPE))) {
            throw OAuthRefusal.invalidRequest("client_assertion needs the client_assertion_type "
                    + ASSERTION_TYPE + ".");
        }
        String authorization = form.authorization();
        boolean basic = authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith(BASIC);
        if ((basic ? 1 : 0) + (secret == null ? 0 : 1) + (assertion == null ? 0 : 1) > 1) {
            throw OAuthRefusal.invalidRequest("A client authenticates in one way, not in two.");
        }
        if (authorization == null || !basic) {
            return new ClientCredentials(id, secret, assertion);
        }
        ClientCredentials said = basic(authorization.substring(BASIC.length()).strip());
        if (id != null && !id.equals(said.id())) {
            throw OAuthRefusal.invalidRequest("client_id is not the client that authenticates.");
        }
        return said;
    }

    /** Both halves are form encoded within the header (RFC 6749, section 2.3.1). */
    private static ClientCredentials basic(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            if (colon > 0) {
                return new ClientCredentials(decoded(pair.substring(0, colon)),
                        decoded(pair.substring(colon + 1)), null);
            }
        }
        catch (IllegalArgumentException unreadable) {
            // Refused below: what cannot be read proves nothing.
        }
        throw OAuthRefusal.invalidClient();
    }

    private static String decoded(String half) {
        return URLDecoder.decode(half, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "ClientCredentials[id=" + id + ", …]";
    }
}
