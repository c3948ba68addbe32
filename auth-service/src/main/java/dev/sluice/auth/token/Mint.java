package dev.sluice.auth.token;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.UUID;

import io.jsonwebtoken.Jwts;
import org.springframework.stereotype.Component;

import dev.sluice.auth.key.KeyRing;
import dev.sluice.auth.key.SigningKey;
import dev.sluice.common.identity.Role;

/** Makes access tokens as RFC 9068 describes them, each with an id of its own and a short life. */
@Component
public class Mint {

    private final KeyRing ring;
    private final TokenProperties properties;
    private final Clock clock;
    private final ClaimsJson json = new ClaimsJson();

    Mint(KeyRing ring, TokenProperties properties, Clock clock) {
        this.ring = ring;
        this.properties = properties;
        this.clock = clock;
    }

    public IssuedToken issue(Bearer bearer) {
        SigningKey key = ring.current();
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        String scope = String.join(" ", bearer.scopes().stream().sorted().toList());
        var token = Jwts.builder().json(json)
                .header().type("at+jwt").keyId(key.kid()).and()
                .issuer(properties.issuer())
                .audience().add(properties.audience()).and()
                .subject(bearer.subject())
                .claim("client_id", bearer.clientId())
                .claim("name", bearer.name())
                .claim("roles", bearer.roles().stream().sorted().map(Role::claim).toList())
                .claim("scope", scope)
                .issuedAt(Date.from(now))
                .expiration(Date.from(now.plus(properties.life())))
                .id(UUID.randomUUID().toString());
        if (bearer.email() != null) {
            token.claim("email", bearer.email());
        }
        return new IssuedToken(token.signWith(key.key(), key.algorithm()).compact(), "Bearer",
                properties.life().toSeconds(), scope);
    }
}
