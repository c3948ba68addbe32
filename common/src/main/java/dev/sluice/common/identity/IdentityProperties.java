package dev.sluice.common.identity;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Whose tokens are accepted.
 *
 * @param issuer the {@code iss} claim that a token must carry
 * @param jwksUri where the issuer publishes its keys; by default below the issuer
 * @param audience what the {@code aud} claim must contain
 * @param sharedSecret instead of published keys, for a small installation: tokens are signed with HS256 and
 *        this secret of at least 256 bits, and whoever verifies them can make them
 * @param algorithms the signature algorithms that are accepted, and no others; by default ES256, RS256 and
 *        EdDSA, or HS256 with a shared secret
 * @param clockSkew how far clocks may be apart: at most five minutes, since a revocation is remembered for no
 *        more than ten after the end of its tokens
 * @param keyLifetime how long fetched keys are used before they are fetched again
 * @param refreshPause the shortest time between two fetches, however many unknown keys are presented
 * @param rememberedTokens how many verified tokens are kept, so that they need not be verified again
 */
@ConfigurationProperties("sluice.identity")
@Validated
record IdentityProperties(
        @DefaultValue("http://127.0.0.1:8081") @NotBlank String issuer,
        @Nullable URI jwksUri,
        @DefaultValue("sluice") @NotBlank String audience,
        @Nullable String sharedSecret,
        @DefaultValue Set<String> algorithms,
        @DefaultValue("30s") Duration clockSkew,
        @DefaultValue("5m") Duration keyLifetime,
        @DefaultValue("10s") Duration refreshPause,
        @DefaultValue("10000") @Min(1) long rememberedTokens) {

    private static final int LEAST_SECRET_BYTES = 32;
    private static final Duration LARGEST_SKEW = Duration.ofMinutes(5);
    private static final Set<String> ASYMMETRIC = Set.of("ES256", "ES384", "ES512", "RS256", "RS384", "RS512",
            "PS256", "PS384", "PS512", "EdDSA");

    /** Keys and a shared secret beside each other would let somebody take a key for the secret. */
    IdentityProperties {
        if (clockSkew.isNegative() || clockSkew.compareTo(LARGEST_SKEW) > 0) {
            throw new IllegalArgumentException("sluice.identity.clock-skew must be from 0 to 5 minutes");
        }
        if (sharedSecret == null || sharedSecret.isBlank()) {
            sharedSecret = null;
            algorithms = algorithms.isEmpty() ? Set.of("ES256", "RS256", "EdDSA") : algorithms;
            if (!ASYMMETRIC.containsAll(algorithms)) {
                throw new IllegalArgumentException("sluice.identity.algorithms may be " + new TreeSet<>(
                        ASYMMETRIC) + "; HS256 needs sluice.identity.shared-secret and nothing else");
            }
        }
        else {
            if (sharedSecret.getBytes(StandardCharsets.UTF_8).length < LEAST_SECRET_BYTES) {
                throw new IllegalArgumentException(
                        "sluice.identity.shared-secret must have at least " + LEAST_SECRET_BYTES + " bytes");
            }
            algorithms = algorithms.isEmpty() ? Set.of("HS256") : algorithms;
            if (jwksUri != null || !algorithms.equals(Set.of("HS256"))) {
                throw new IllegalArgumentException("With sluice.identity.shared-secret there is no jwks-uri, "
                        + "and sluice.identity.algorithms must be HS256 alone");
            }
        }
    }


    URI keys() {
        return jwksUri == null ? URI.create(issuer + "/.well-known/jwks.json") : jwksUri;
    }

    /** Without the secret, since properties end up in messages. */
    @Override
    public String toString() {
        return "IdentityProperties[issuer=" + issuer + ", audience=" + audience + "]";
    }
}
