package dev.sluice.auth.session;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import dev.sluice.auth.key.Vault;

/**
 * How long sessions last.
 *
 * @param life from the sign-in to the end, however often it is refreshed
 * @param idle how long a refresh token may lie unused
 * @param grace for how long a refresh token that was used still gets the last answer; shorter than the life
 *        of the access token in it
 */
@ConfigurationProperties("sluice.auth.session")
record SessionProperties(
        @DefaultValue("30d") Duration life,
        @DefaultValue("7d") Duration idle,
        @DefaultValue("30s") Duration grace) {

    private static final Duration LONGEST = Vault.LONGEST;
    private static final Duration LONGEST_GRACE = Duration.ofMinutes(1);

    SessionProperties {
        if (!life.isPositive() || life.compareTo(LONGEST) > 0 || !idle.isPositive()) {
            throw new IllegalArgumentException(
                    "sluice.auth.session: life and idle must be positive, and life at most 400 days");
        }
        if (grace.isNegative() || grace.compareTo(LONGEST_GRACE) > 0) {
            throw new IllegalArgumentException("sluice.auth.session.grace must be from 0 to one minute");
        }
    }

    /** After which any refresh token of today is over, also one from before the life was made shorter. */
    Duration longest() {
        return life.compareTo(idle) > 0 ? life : idle;
    }
}
