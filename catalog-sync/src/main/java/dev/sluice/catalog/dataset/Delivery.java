package dev.sluice.catalog.dataset;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * One approval on its way to the catalogue.
 *
 * @param schema the Table Schema as JSON text
 * @param importId the job that Collibra has accepted for it
 * @param error why the last attempt did not succeed
 */
record Delivery(UUID id, String dataset, String jobId, Instant approvedAt, String approvedBy, String digest,
        long records, String origin, String schema, State state, int attempts, Instant dueAt,
        @Nullable UUID importId, @Nullable String error, Instant receivedAt, @Nullable Instant endedAt) {

    /** Open are PENDING and SENT; SENT means that Collibra has accepted it, not that it is there. */
    enum State {
        PENDING, SENT, SYNCED, SUPERSEDED, FAILED
    }
}
