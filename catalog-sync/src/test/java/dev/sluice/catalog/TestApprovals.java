package dev.sluice.catalog;

import java.net.URI;
import java.time.Instant;
import java.util.UUID;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import dev.sluice.common.event.Event;

/** Events as approval-service writes them. */
public final class TestApprovals {

    public static final String TOPIC = "sluice.decisions";
    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private TestApprovals() {
    }

    /** A data set that no other test has. */
    public static String dataset() {
        return "ds-" + UUID.randomUUID();
    }

    public static Event approved(String dataset, Instant at, String digest) {
        return approved(dataset, at, digest, "iata", "name");
    }

    public static Event approved(String dataset, Instant at, String digest, String... columns) {
        String id = UUID.randomUUID().toString();
        ObjectNode data = (ObjectNode) JSON.readTree("""
                {"job_id":"%s","dataset":"%s",
                 "decision":{"approved":true,"by":"reviewer@example.org","at":"%s","reason":"good"},
                 "digest":"%s","object_key":"uploads/%s/a.csv","archive_key":"archive/%s/a.csv",
                 "output_key":"processed/%s/output.jsonl","summary":{"records":42,"rejected":1},
                 "schema":{"description":"Told by the schema","fields":[]}}"""
                .formatted(id, dataset, at, digest, id, id, id));
        var fields = (ArrayNode) data.path("schema").path("fields");
        for (String column : columns) {
            fields.addObject().put("name", column).put("type", "string");
        }
        return event("dev.sluice.document.approved.v1", dataset, id, data);
    }

    public static Event rejected(String dataset) {
        ObjectNode data = JSON.createObjectNode().put("dataset", dataset);
        return event("dev.sluice.document.rejected.v1", dataset, UUID.randomUUID().toString(), data);
    }

    public static Event event(String type, String dataset, String subject, ObjectNode data) {
        return new Event(UUID.randomUUID().toString(), type, URI.create("/approval-service"), subject, NOON,
                dataset, data);
    }
}
