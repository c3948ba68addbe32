package dev.sluice.auth.revocation;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How fast a revocation is told.
 *
 * @param lookEvery how often an instance looks for what others revoked; a fifth of a second at most
 * @param pageSize how many revocations one answer holds at most
 * @param followers how many questions may wait for news at once
 */
@ConfigurationProperties("sluice.auth.revocation")
@Validated
record RevocationProperties(
        @DefaultValue("200ms") Duration lookEvery,
        @DefaultValue("5000") @Min(1) @Max(50_000) int pageSize,
        @DefaultValue("1000") @Min(1) int followers) {

    /** Within that everybody who follows refuses what was revoked; most of it is for the way to them. */
    private static final Duration BOUND = Duration.ofSeconds(1);

    RevocationProperties {
        if (!lookEvery.isPositive() || lookEvery.compareTo(BOUND.dividedBy(5)) > 0) {
            throw new IllegalArgumentException("sluice.auth.revocation.look-every must be more than nothing "
                    + "and at most 200 milliseconds, since all hear of a revocation within a second");
        }
    }
}
