package dev.sluice.approval.document;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.node.JsonNodeFactory;

import dev.sluice.common.event.Event;

/** What the workflow is started with: the payload of the event that a document has arrived. */
@JsonNaming(SnakeCaseStrategy.class)
record DocumentReceived(
        UUID documentId,
        String dataset,
        String objectKey,
        @Nullable String contentType,
        long size,
        String sha256,
        Job.Requester requestedBy,
        JsonNode schema) {

    static final String TYPE = "dev.sluice.document.received.v1";

    /** The same document as a job that has just begun. */
    Job asJob(UUID id, Event event, Instant now) {
        return new Job(id, JobStatus.RUNNING, dataset, schema, documentId, objectKey, requestedBy, now,
                event.correlationId(), null, new Job.Summary(0, 0), JsonNodeFactory.instance.arrayNode(),
                null, null, null, null, null, null);
    }
}
