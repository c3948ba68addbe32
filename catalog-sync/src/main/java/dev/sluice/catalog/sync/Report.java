package dev.sluice.catalog.sync;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What a run has done so far. The numbers are counted from the assets themselves.
 *
 * @param read assets found in the source, each counted once
 * @param missing vanished from the source and marked so
 * @param pending not dealt with: yet, or at all when the run has failed
 * @param errors the first thousand, with what stopped the run or kept it from marking at the top
 */
record Report(UUID id, State state, String requestedBy, Instant startedAt, @Nullable Instant endedAt,
        long read, long created, long updated, long unchanged, long missing, long failed, long pending,
        List<Failure> errors) {

    Report {
        errors = List.copyOf(errors);
    }

    /** COMPLETED_WITH_ERRORS: every asset was tried and some failed. FAILED: it ended before all were. */
    enum State {
        RUNNING, COMPLETED, COMPLETED_WITH_ERRORS, FAILED
    }

    /** @param item the asset's qualified name; null when it is about the whole run */
    record Failure(@Nullable String item, @Nullable String guid, String message) {
    }
}
