package dev.sluice.common.identity;

import java.net.MalformedURLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

import org.jspecify.annotations.NullMarked;
import org.springframework.security.oauth2.jwt.JwtDecoder;

import dev.sluice.common.revocation.Revocations;

/** How a service verifies tokens, made of the same parts with the same settings as its auto-configuration. */
@NullMarked
public final class ResourceServer {

    private final IdentityProperties properties;

    /** @param issuer that publishes its keys below this address */
    public ResourceServer(String issuer) {
        properties = new IdentityProperties(issuer, null, "sluice", null, Set.of(), Duration.ofSeconds(30),
                Duration.ofMinutes(5), Duration.ofSeconds(10), 10_000);
    }

    /** Verifies the signature and the claims each time. */
    public JwtDecoder verifying() {
        try {
            return AccessTokens.decoder(PublishedKeys.of(properties), properties, Clock.systemUTC());
        }
        catch (MalformedURLException e) {
            throw new IllegalArgumentException("No address of an issuer", e);
        }
    }

    /** Verifies a token once, and asks each time whether it was revoked. */
    public JwtDecoder remembering(Revocations revocations) {
        return new VerifiedTokens(verifying(), revocations, Clock.systemUTC(), properties.clockSkew(),
                properties.rememberedTokens(), properties.keyLifetime());
    }
}
