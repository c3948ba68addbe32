package dev.sluice.catalog.dataset;

import java.time.Instant;

import tools.jackson.databind.JsonNode;

import dev.sluice.common.event.Event;

/**
 * What an event of type {@link #TYPE} says.
 *
 * @param at when a person decided; of two approvals of a data set the later one counts
 * @param origin key of the source in the object store
 * @param schema the data set's Table Schema
 */
record Approval(String eventId, String source, String dataset, String jobId, Instant at, String by,
        String digest, long records, String origin, JsonNode schema) {

    static final String TYPE = "dev.sluice.document.approved.v1";

    /** Throws {@link IllegalArgumentException} when something is missing that the payload's contract has. */
    static Approval of(Event event) {
        JsonNode data = event.data();
        JsonNode decision = data.path("decision");
        JsonNode archive = data.path("archive_key");
        return new Approval(event.id(), event.source().toString(), text(data, "dataset"),
                text(data, "job_id"), Instant.parse(text(decision, "at")), text(decision, "by"),
                text(data, "digest"),
                data.path("summary").path("records").asLong(0),
                archive.isString() ? archive.stringValue() : text(data, "object_key"), data.path("schema"));
    }

    private static String text(JsonNode object, String member) {
        JsonNode value = object.path(member);
        if (!value.isString() || value.stringValue().isBlank()) {
            throw new IllegalArgumentException("The approval has no " + member);
        }
        return value.stringValue();
    }
}
