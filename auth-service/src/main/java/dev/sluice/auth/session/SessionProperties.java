package dev.sluice.auth.session;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long sessions last.
 *
 * @param life from the sign-in to the end, however often it is refreshed
 * @param idle how long a refresh token may lie unused
 * @param grace for how long the refresh token before the last one still gets the last one's answer
 */
@ConfigurationProperties("sluice.auth.session")
record SessionProperties(
        @DefaultValue("30d") Duration life,
        @DefaultValue("7d") Duration idle,
        @DefaultValue("30s") Duration grace) {

    SessionProperties {
        if (!life.isPositive() || !idle.isPositive() || grace.isNegative()) {
            throw new IllegalArgumentException(
                    "sluice.auth.session: life and idle must be positive, and grace not negative");
        }
    }
}
