package dev.sluice.common.identity;

import java.net.URI;
import java.time.Duration;
import java.util.Set;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;

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
 * @param algorithms the signature algorithms that are accepted, and no others
 * @param clockSkew how far clocks may be apart
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
        @DefaultValue("ES256") @NotEmpty Set<String> algorithms,
        @DefaultValue("30s") Duration clockSkew,
        @DefaultValue("5m") Duration keyLifetime,
        @DefaultValue("10s") Duration refreshPause,
        @DefaultValue("10000") @Min(1) long rememberedTokens) {

    URI keys() {
        return jwksUri == null ? URI.create(issuer + "/.well-known/jwks.json") : jwksUri;
    }
}
