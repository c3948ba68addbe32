package dev.sluice.ingest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A topic as any consumer sees it, from its beginning. */
abstract class Topic implements AutoCloseable {

    private final Map<String, JsonNode> events = new LinkedHashMap<>();

    /** What came since the last call; nothing when nothing comes for a moment. */
    abstract List<String> next() throws IOException;

    @Override
    public abstract void close() throws IOException;

    /** The receipts that the events of one data set are about, with each event once by its id. */
    List<UUID> receipts(String dataset) throws IOException {
        for (List<String> bodies = next(); !bodies.isEmpty(); bodies = next()) {
            bodies.stream().map(JsonMapper.shared()::readTree)
                    .forEach(event -> events.put(event.path("id").stringValue(), event));
        }
        List<UUID> receipts = new ArrayList<>();
        for (JsonNode event : events.values()) {
            if (event.path("partitionkey").asString("").equals(dataset)) {
                receipts.add(UUID.fromString(event.path("subject").stringValue()));
            }
        }
        return receipts;
    }
}
