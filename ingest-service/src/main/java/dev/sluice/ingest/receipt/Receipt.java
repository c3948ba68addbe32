package dev.sluice.ingest.receipt;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Says that a document was accepted, and what became of it since. Where there is a receipt, the document is
 * stored whole and its event is on the topic or on its way there.
 *
 * @param submitter id of the actor who sent the document
 * @param idempotencyKey the key that the submitter gave this document, if any
 * @param events one for each state it has been in, oldest first
 */
public record Receipt(UUID id, State state, String dataset, String objectKey, long size, String sha256,
        String submitter, @Nullable String idempotencyKey, List<Event> events) {

    public Receipt {
        events = List.copyOf(events);
    }

    /** The state that a receipt entered, and when. */
    public record Event(State state, Instant at) {
    }

    /** The receipt of a document that was stored just now. */
    public static Receipt received(UUID id, String dataset, String objectKey, long size, String sha256,
            String submitter, @Nullable String idempotencyKey, Instant at) {
        return new Receipt(id, State.RECEIVED, dataset, objectKey, size, sha256, submitter, idempotencyKey,
                List.of(new Event(State.RECEIVED, at)));
    }
}
