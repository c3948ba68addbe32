package dev.sluice.approval.document;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import dev.sluice.common.identity.Actor;
import dev.sluice.common.identity.Role;

/** A document on its way from its upload to an approved data set. */
record Job(
        UUID id,
        JobStatus status,
        String dataset,
        JsonNode schema,
        UUID documentId,
        String objectKey,
        Requester requestedBy,
        Instant requestedAt,
        @Nullable String correlationId,
        @Nullable String digest,
        Summary summary,
        JsonNode sample,
        @Nullable String callbackId,
        @Nullable Instant waitingSince,
        @Nullable Decision decision,
        @Nullable String outputKey,
        @Nullable String archiveKey,
        @Nullable String failure) {

    /** Who uploaded it: the account, and the name shown. */
    record Requester(String id, String name) {
    }

    /** How many rows became records, and how many did not keep the contract. */
    record Summary(long records, long rejected) {
    }

    /** Submitters see their own jobs; whoever works on documents sees all. */
    boolean isVisibleTo(Actor actor) {
        return seesAll(actor) || requestedBy.id().equals(actor.id());
    }

    static boolean seesAll(Actor actor) {
        return actor.has(Role.REVIEWER, Role.STEWARD, Role.OPERATOR, Role.ADMIN);
    }
}
