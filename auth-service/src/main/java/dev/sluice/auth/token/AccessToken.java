package dev.sluice.auth.token;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;

import io.jsonwebtoken.Jwts;

import dev.sluice.auth.key.SigningKey;
import dev.sluice.common.identity.Role;

/** What one access token says, in the claims of RFC 9068. */
record AccessToken(Bearer bearer, String issuer, String audience, Instant issuedAt, Duration life,
        String id) {

    static final ClaimsJson JSON = new ClaimsJson();

    /** The scopes with a space between them, as OAuth writes them. */
    String scope() {
        return String.join(" ", bearer.scopes().stream().sorted().toList());
    }

    /** The token as it travels. */
    String signed(SigningKey key) {
        var token = Jwts.builder().json(JSON)
                // The type keeps any other signed JWT from passing for an access token.
                .header().type("at+jwt").keyId(key.kid()).and()
                .issuer(issuer)
                .audience().add(audience).and()
                .subject(bearer.subject())
                .claim("client_id", bearer.clientId())
                .claim("name", bearer.name())
                .claim("roles", bearer.roles().stream().sorted().map(Role::claim).toList())
                .claim("scope", scope())
                .issuedAt(Date.from(issuedAt))
                .expiration(Date.from(issuedAt.plus(life)))
                .id(id);
        if (bearer.session() != null) {
            token.claim("sid", bearer.session().toString());
        }
        if (bearer.epoch() > 0) {
            token.claim("epoch", bearer.epoch());
        }
        if (bearer.email() != null) {
            token.claim("email", bearer.email());
        }
        return key.sign(token);
    }
}
