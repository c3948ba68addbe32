package dev.sluice.common.event;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Something that happened, as a CloudEvent 1.0. An instance is valid: required attributes are there and every
 * name and value is one that any CloudEvents consumer accepts.
 *
 * @param id unique within the source; consumers are idempotent on it
 * @param type reverse-DNS name with the version of its payload, such as {@code
 * dev.sluice.document.received.v1}
 * @param source who says it, as a URI reference
 * @param subject what it is about within the source
 * @param time when it happened
 * @param key events of one key are delivered in the order they were published (extension {@code
 * partitionkey})
 * @param data the payload; JSON null where the event has none
 * @param correlationId the request that started it (its extension in lower case)
 * @param traceparent W3C trace context (extension {@code traceparent})
 * @param attributes every other attribute, such as {@code dataschema} or a foreign extension, kept as it came
 */
public record Event(String id, String type, URI source, @Nullable String subject, Instant time, String key,
        JsonNode data, @Nullable String correlationId, @Nullable String traceparent,
        Map<String, JsonNode> attributes) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]{1,50}");

    /** What has a component of its own here, or means the envelope itself. */
    private static final Set<String> RESERVED = Set.of("specversion", "id", "type", "source", "subject",
            "time",
            "partitionkey", "data", "correlationid", "traceparent");

    public Event {
        text("id", id);
        text("type", type);
        text("partitionkey", key);
        Objects.requireNonNull(time, "time is missing");
        Objects.requireNonNull(data, "data is missing; use JSON null");
        Objects.requireNonNull(source, "source is missing");
        text("source", source.toString());
        optional("subject", subject);
        optional("correlationid", correlationId);
        optional("traceparent", traceparent);
        attributes.forEach(Event::attribute);
        attributes = Map.copyOf(attributes);
        data = data.deepCopy();
    }

    /** An event without trace or correlation; the bus adds the running request's when it publishes. */
    public Event(String id, String type, URI source, @Nullable String subject, Instant time, String key,
            JsonNode data) {
        this(id, type, source, subject, time, key, data, null, null, Map.of());
    }

    /** The same event as part of a request; what the event already carries stays. */
    public Event within(@Nullable String correlation, @Nullable String trace) {
        if (correlationId != null && traceparent != null) {
            return this;
        }
        return new Event(id, type, source, subject, time, key, data,
                correlationId == null ? correlation : correlationId,
                traceparent == null ? trace : traceparent, attributes);
    }

    private static void attribute(String name, JsonNode value) {
        if (!NAME.matcher(name).matches() || RESERVED.contains(name)) {
            throw new IllegalArgumentException("Not a name for a further attribute: '" + name + "'");
        }
        if (value.isString()) {
            text(name, value.stringValue());
        }
        else if (!value.isBoolean() && !value.isInt()) {
            throw new IllegalArgumentException(name
                    + " is neither text, nor true or false, nor a 32 bit integer");
        }
    }

    private static void optional(String name, @Nullable String value) {
        if (value != null) {
            text(name, value);
        }
    }

    /** A CloudEvents string: not empty, no control characters, no unpaired surrogates, no non-characters. */
    private static void text(String name, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(name + " is missing or empty");
        }
        if (!value.codePoints().allMatch(Event::allowed)) {
            throw new IllegalArgumentException(name + " holds a character that CloudEvents does not allow");
        }
    }

    private static boolean allowed(int character) {
        int kind = Character.getType(character);
        boolean nonCharacter = (character & 0xFFFE) == 0xFFFE || (character >= 0xFDD0 && character <= 0xFDEF);
        return kind != Character.CONTROL && kind != Character.SURROGATE && !nonCharacter;
    }
}
