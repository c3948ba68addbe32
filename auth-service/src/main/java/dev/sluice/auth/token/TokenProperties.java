package dev.sluice.auth.token;

import java.time.Duration;

import jakarta.validation.constraints.NotBlank;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What every access token says.
 *
 * @param issuer the {@code iss} claim: this service's address
 * @param audience the {@code aud} claim: the platform
 * @param life how long a token is valid: whole seconds, at most a day
 */
@ConfigurationProperties("sluice.auth.token")
@Validated
record TokenProperties(
        @NotBlank String issuer,
        @NotBlank String audience,
        @DefaultValue("24m") Duration life) {

    TokenProperties {
        if (life.compareTo(Duration.ofSeconds(1)) < 0 || life.compareTo(Duration.ofDays(1)) > 0
                || !life.equals(Duration.ofSeconds(life.toSeconds()))) {
            throw new IllegalArgumentException(
                    "sluice.auth.token.life must be whole seconds, from one second to a day");
        }
    }
}
