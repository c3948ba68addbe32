package dev.sluice.catalog.sync;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A run that this instance holds.
 *
 * @param lease proves it
 * @param pass how often the source is being read
 * @param token where the reading goes on
 * @param complete whether a reading found as many assets as the source said there are
 */
record Run(UUID id, UUID lease, Phase phase, int pass, @Nullable String token, boolean complete) {

    /** What is being done; a run that was interrupted goes on with it. */
    enum Phase {
        READ, APPLY, MARK
    }
}
