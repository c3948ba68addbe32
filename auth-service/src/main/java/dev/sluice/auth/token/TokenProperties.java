package dev.sluice.auth.token;

import java.time.Duration;

import jakarta.validation.constraints.NotBlank;

import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What every access token says.
 *
 * @param issuer the {@code iss} claim: this service's address
 * @param audience the {@code aud} claim: the platform
 * @param life how long a token is valid
 */
@ConfigurationProperties("sluice.auth.token")
@Validated
record TokenProperties(
        @NotBlank String issuer,
        @NotBlank String audience,
        @DefaultValue("24m") @DurationMin(seconds = 1) @DurationMax(hours = 24) Duration life) {
}
