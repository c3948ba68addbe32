package dev.sluice.ingest.document;

import java.net.URI;
import java.time.Instant;
import java.util.UUID;

import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.common.event.Event;
import dev.sluice.common.identity.Actor;
import dev.sluice.common.object.Stored;
import dev.sluice.ingest.dataset.Dataset;

/** Says in an event that a document was received, with all that the next service needs to know. */
@Component
class Announcement {

    static final String TOPIC = "sluice.documents";

    private static final String TYPE = "dev.sluice.document.received.v1";
    private static final URI SOURCE = URI.create("/ingest-service");
    private static final String CSV = "text/csv";

    private final JsonMapper json;

    Announcement(JsonMapper json) {
        this.json = json;
    }

    Event received(UUID id, Dataset dataset, Stored stored, Actor by, Instant at) {
        Payload payload = new Payload(id, dataset.name(), stored.key(), CSV, stored.size(), stored.sha256(),
                new Requester(by.id(), by.name()), dataset.contract().schema());
        return new Event(id.toString(), TYPE, SOURCE, id.toString(), at, dataset.name(),
                json.valueToTree(payload));
    }

    /**
     * The event's data.
     *
     * @param schema the contract as it was when the document was accepted; it holds for it for ever
     */
    private record Payload(UUID documentId, String dataset, String objectKey, String contentType, long size,
            String sha256, Requester requestedBy, JsonNode schema) {
    }

    private record Requester(String id, String name) {
    }
}
