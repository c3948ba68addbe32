package dev.sluice.flag.registry;

import java.time.Instant;

/**
 * A flag as the registry holds it.
 *
 * @param version differs after every change, also from those of a deleted flag of the same key
 * @param statusSince when it came to its present status
 * @param extensions how often its end date was moved further away
 */
public record Stored(Flag flag, long version, Instant statusSince, int extensions, Instant createdAt,
        Instant updatedAt, String updatedBy) {
}
