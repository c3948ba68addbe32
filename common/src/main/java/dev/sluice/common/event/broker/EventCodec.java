package dev.sluice.common.event.broker;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.BinaryNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

import dev.sluice.common.event.Event;

/**
 * CloudEvents 1.0 in structured JSON mode, the same bytes on each broker. What is read and written again is
 * the same event: foreign attributes stay and numbers keep their digits.
 */
public final class EventCodec {

    /** Names the header or property that tells the mode, as the protocol bindings want it. */
    public static final String CONTENT_TYPE_HEADER = "content-type";

    public static final String CONTENT_TYPE = "application/cloudevents+json; charset=UTF-8";

    /** Own mapper: the wire form must not follow a service's naming strategy or date format. */
    private final JsonMapper json = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    public byte[] write(Event event) {
        ObjectNode node = json.createObjectNode();
        node.put("specversion", "1.0");
        node.put("id", event.id());
        node.put("source", event.source().toString());
        node.put("type", event.type());
        putIfPresent(node, "subject", event.subject());
        node.put("time", event.time().toString());
        node.put("partitionkey", event.key());
        putIfPresent(node, "correlationid", event.correlationId());
        putIfPresent(node, "traceparent", event.traceparent());
        event.attributes().forEach(node::set);
        if (event.data().isBinary()) {
            node.set("data_base64", event.data());
        }
        else if (!event.data().isNull()) {
            node.set("data", event.data());
        }
        return json.writeValueAsBytes(node);
    }

    /**
     * Reads what any producer of CloudEvents may have written.
     *
     * @param key stands in for a missing {@code partitionkey}, and the event's id for both
     * @param at stands in for a missing {@code time}
     */
    public Event read(byte[] body, @Nullable String key, Instant at) throws UnreadableEvent {
        try {
            if (!(json.readTree(body) instanceof ObjectNode node)) {
                throw new IllegalArgumentException("not a JSON object");
            }
            return event(node, key, at);
        }
        catch (JacksonException | IllegalArgumentException | DateTimeException wrong) {
            String reason = wrong instanceof JacksonException parse ? parse.getOriginalMessage()
                    : wrong.getMessage();
            throw new UnreadableEvent("Not a CloudEvent in structured JSON: " + reason, wrong);
        }
    }

    private static Event event(ObjectNode node, @Nullable String key, Instant at) {
        Map<String, JsonNode> rest = new LinkedHashMap<>();
        node.properties().forEach(property -> {
            if (!property.getValue().isNull()) {
                rest.put(property.getKey(), property.getValue());
            }
        });
        if (!"1.0".equals(take(rest, "specversion"))) {
            throw new IllegalArgumentException("specversion is not 1.0");
        }
        JsonNode data = data(rest);
        String id = required(rest, "id");
        String time = take(rest, "time");
        String partitionKey = take(rest, "partitionkey");
        String source = required(rest, "source");
        String type = required(rest, "type");
        String subject = take(rest, "subject");
        String correlation = take(rest, "correlationid");
        String trace = take(rest, "traceparent");
        return new Event(id, type, URI.create(source), subject,
                time == null ? at : OffsetDateTime.parse(time).toInstant(),
                partitionKey != null ? partitionKey : key == null || key.isEmpty() ? id : key, data,
                        correlation,
                trace, rest);
    }

    private static JsonNode data(Map<String, JsonNode> rest) {
        JsonNode data = rest.remove("data");
        JsonNode binary = rest.remove("data_base64");
        if (data != null && binary != null) {
            throw new IllegalArgumentException("both data and data_base64");
        }
        if (binary != null) {
            return BinaryNode.valueOf(Base64.getDecoder().decode(binary.stringValue()));
        }
        return data == null ? NullNode.getInstance() : data;
    }

    private static String required(Map<String, JsonNode> rest, String name) {
        String value = take(rest, name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }

    private static @Nullable String take(Map<String, JsonNode> rest, String name) {
        JsonNode value = rest.remove(name);
        if (value == null) {
            return null;
        }
        if (!value.isString()) {
            throw new IllegalArgumentException(name + " is not text");
        }
        return value.stringValue();
    }

    private static void putIfPresent(ObjectNode node, String name, @Nullable String value) {
        if (value != null) {
            node.put(name, value);
        }
    }
}
