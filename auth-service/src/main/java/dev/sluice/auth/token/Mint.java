package dev.sluice.auth.token;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

import org.springframework.stereotype.Component;

import dev.sluice.auth.key.KeyRing;

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

    public IssuedToken issue(Bearer bearer) {
        var token = new AccessToken(bearer, properties.issuer(), properties.audience(),
                clock.instant().truncatedTo(ChronoUnit.SECONDS), properties.life(),
                UUID.randomUUID().toString());
        return new IssuedToken(token.signed(ring.current()), "Bearer", properties.life().toSeconds(),
                token.scope());
    }
}
