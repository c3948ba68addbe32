package dev.sluice.auth.password;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What a password must be, and what hashing one costs.
 *
 * @param minLength in code points; NIST SP 800-63B-4 wants 15 where the password is the only factor
 * @param maxLength in code points
 * @param memory of one Argon2id hash
 * @param iterations of one Argon2id hash
 * @param parallelism lanes of one Argon2id hash
 * @param nativeLibrary whether the reference implementation in C computes the hashes where there is one for
 *        the platform; otherwise the one in Java does, which takes longer
 * @param memoryBudget of all hashes that are computed at once; null for a share of what there is
 * @param concurrentHashes how many are computed at once; 0 for what memory and all cores but one allow
 * @param waitingHashes how many more may wait for their turn; beyond it a caller is told to come back
 * @param longestWait for a hash, its turn included; after it a caller is told to come back
 * @param breachedFilter file of leaked passwords that nobody may have; empty for none
 */
@ConfigurationProperties("sluice.auth.password")
@Validated
record PasswordProperties(
        @DefaultValue("15") @Min(LEAST_LENGTH) int minLength,
        @DefaultValue("128") @Min(64) @Max(256) int maxLength,
        @DefaultValue("19MB") DataSize memory,
        @DefaultValue("2") @Min(1) int iterations,
        @DefaultValue("1") @Min(1) int parallelism,
        @DefaultValue("true") boolean nativeLibrary,
        @Nullable DataSize memoryBudget,
        @DefaultValue("0") @Min(0) int concurrentHashes,
        @DefaultValue("32") @Min(1) int waitingHashes,
        @DefaultValue("3s") Duration longestWait,
        @Nullable String breachedFilter) {

    /** No installation may have shorter ones. */
    static final int LEAST_LENGTH = 8;

    /** The equivalent minimums of OWASP's password storage cheat sheet, in KiB, for 1 to 5 iterations. */
    private static final int[] LEAST_KIB = {47_104, 19_456, 12_288, 9_216, 7_168};

    PasswordProperties {
        int least = LEAST_KIB[Math.clamp(iterations, 1, LEAST_KIB.length) - 1];
        if (memory.toKilobytes() < least) {
            throw new IllegalArgumentException("sluice.auth.password.memory is below OWASP's minimum of "
                    + least + "KB for " + iterations + " iterations");
        }
        if (memoryBudget != null && memoryBudget.compareTo(memory) < 0) {
            throw new IllegalArgumentException("sluice.auth.password.memory-budget is less than the "
                    + memory.toKilobytes() + "KB of one hash");
        }
        if (!longestWait.isPositive()) {
            throw new IllegalArgumentException("sluice.auth.password.longest-wait must be more than nothing");
        }
    }

    int kibibytes() {
        return Math.toIntExact(memory.toKilobytes());
    }

    /**
     * What all hashes together may take, in KiB, and room for one in any case. The library in C takes it
     * beside the heap, where the JVM needs room too, so half of that; the one in Java a quarter of the heap.
     *
     * @param machine all memory in bytes, of the container where there is one
     * @param heap at most, in bytes
     */
    int budget(boolean inC, long machine, long heap) {
        long budget = memoryBudget != null ? memoryBudget.toBytes()
                : inC ? (machine - heap) / 2 : heap / 4;
        return Math.clamp(budget >> 10, kibibytes(), Integer.MAX_VALUE);
    }

    /** One hash for each core but one, which is left to everybody else, as far as there is memory. */
    int concurrency(int cores, int budget) {
        if (concurrentHashes > 0) {
            return concurrentHashes;
        }
        return Math.clamp(budget / kibibytes(), 1, Math.max(1, cores - 1));
    }
}
