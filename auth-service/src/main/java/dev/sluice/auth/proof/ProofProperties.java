package dev.sluice.auth.proof;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import dev.sluice.auth.revocation.Lives;

/**
 * How long a proof of a password is remembered.
 *
 * @param life from the comparison with the hash in the database; nothing is remembered if it is 0
 * @param staleness how old our knowledge of what was revoked may be; beyond it no proof counts
 * @param localLife how long an instance goes on by what Redis told it; it always asks if this is 0
 * @param localEntries for how many who sign in an instance does so
 */
@ConfigurationProperties("sluice.auth.proof")
record ProofProperties(@DefaultValue("24m") Duration life, @DefaultValue("1s") Duration staleness,
        @DefaultValue("1m") Duration localLife, @DefaultValue("10000") long localEntries) {

    /** What a configuration noted is counted on for an hour longer, see {@link Lives}. */
    private static final Duration LONGEST = Duration.ofDays(1);

    ProofProperties {
        if (life.isNegative() || life.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("sluice.auth.proof.life must be from 0 to a day");
        }
        if (!staleness.isPositive()) {
            throw new IllegalArgumentException("sluice.auth.proof.staleness must be more than nothing");
        }
        if (localLife.isNegative() || localEntries < 0) {
            throw new IllegalArgumentException("sluice.auth.proof.local-life and sluice.auth.proof."
                    + "local-entries must not be negative");
        }
    }
}
