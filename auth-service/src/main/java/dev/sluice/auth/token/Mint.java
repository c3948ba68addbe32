package dev.sluice.auth.token;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Map;
import java.util.UUID;

import io.jsonwebtoken.Jwts;
import org.springframework.stereotype.Component;

import dev.sluice.auth.key.KeyRing;
import dev.sluice.auth.key.SigningKey;

/** Makes access tokens, each with an id of its own and a short life. */
@Component
public class Mint {

    private final KeyRing ring;
    private final TokenProperties properties;
    private final Clock clock;

    Mint(KeyRing ring, TokenProperties properties, Clock clock) {
        this.ring = ring;
        this.properties = properties;
        this.clock = clock;
    }

    /** The {@code iss} of all tokens. */
    public String issuer() {
        return properties.issuer();
    }

    /** How long an access token is good. */
    public Duration life() {
        return properties.life();
    }

    public IssuedToken issue(Bearer bearer) {
        var token = new AccessToken(bearer, properties.issuer(), properties.audience(),
                clock.instant().truncatedTo(ChronoUnit.SECONDS), properties.life(),
                UUID.randomUUID().toString());
        return new IssuedToken(token.signed(ring.current()), "Bearer", properties.life().toSeconds(),
                token.scope(), null);
    }

    /** A JWT that is no access token: it says something to everybody, in this service's name. */
    public String statement(String type, Map<String, ?> claims) {
        SigningKey key = ring.current();
        return key.sign(Jwts.builder().json(AccessToken.JSON)
                .header().type(type).keyId(key.kid()).and()
                .issuer(properties.issuer()).issuedAt(Date.from(clock.instant()))
                .claims(claims));
    }
}
