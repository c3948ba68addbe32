package dev.sluice.flag.registry;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;

/**
 * The values a flag can answer, by name and all of one type: {@code on} where the feature is on, {@code off}
 * everywhere else.
 */
public record Variants(Map<String, JsonNode> values, String on, String off) {

    /** What a flag is that says nothing about its values. */
    static final Variants SWITCH = new Variants(ordered("on", BooleanNode.TRUE, "off", BooleanNode.FALSE),
            "on", "off");

    /** What all values of a flag are. */
    public enum Type {

        BOOLEAN, STRING, NUMBER, OBJECT;

        @JsonValue
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The value of that name, which one of {@code on} and {@code off} always has. */
    public JsonNode value(String name) {
        return Objects.requireNonNull(values.get(name), "no such variant");
    }

    public Type type() {
        return type(value(on));
    }

    static Type type(JsonNode value) {
        if (value.isBoolean()) {
            return Type.BOOLEAN;
        }
        if (value.isString()) {
            return Type.STRING;
        }
        return value.isNumber() ? Type.NUMBER : Type.OBJECT;
    }

    private static Map<String, JsonNode> ordered(String first, JsonNode one, String second, JsonNode two) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        values.put(first, one);
        values.put(second, two);
        return values;
    }
}
