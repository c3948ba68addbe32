package dev.sluice.auth.client;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** How a client says who it is: {@code client_secret_basic} or {@code client_secret_post}, and never both. */
record ClientCredentials(String id, String secret) {

    private static final String BASIC = "basic ";

    static ClientCredentials of(@Nullable String authorization, @Nullable String id,
            @Nullable String secret) {
        if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(BASIC)) {
            if (id == null || secret == null) {
                throw OAuthRefusal.invalidClient();
            }
            return new ClientCredentials(id, secret);
        }
        ClientCredentials basic = basic(authorization.substring(BASIC.length()).strip());
        if (secret != null) {
            throw OAuthRefusal.invalidRequest("A client authenticates in one way, not in two.");
        }
        if (id != null && !id.equals(basic.id())) {
            throw OAuthRefusal.invalidRequest("client_id is not the client that authenticates.");
        }
        return basic;
    }

    /** Both halves are form encoded within the header (RFC 6749, section 2.3.1). */
    private static ClientCredentials basic(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            if (colon > 0) {
                return new ClientCredentials(decoded(pair.substring(0, colon)),
                        decoded(pair.substring(colon + 1)));
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
        return "ClientCredentials[id=" + id + ", secret=…]";
    }
}
