package dev.sluice.common.test;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

/**
 * Whether a value is what a schema of an API's description allows. Reads as much of JSON Schema as the
 * descriptions use; {@code oneOf} is read as "any of".
 *
 * @param description where references lead
 */
public record JsonSchemas(JsonNode description) {

    /** Where the value breaks the schema; empty where it does not. */
    public List<String> faults(JsonNode value, JsonNode schema, String at) {
        List<String> faults = new ArrayList<>();
        if (schema.has("$ref")) {
            faults.addAll(faults(value, description.at(schema.path("$ref").asString().substring(1)), at));
        }
        if (schema.has("type") && types(schema).noneMatch(type -> is(value, type))) {
            faults.add(at + " is no " + schema.path("type"));
        }
        if (schema.has("enum") && schema.path("enum").valueStream().noneMatch(value::equals)) {
            faults.add(at + " is none of " + schema.path("enum"));
        }
        schema.path("required").forEach(name -> {
            if (!value.has(name.asString())) {
                faults.add(at + " has no " + name.asString());
            }
        });
        schema.path("allOf").forEach(part -> faults.addAll(faults(value, part, at)));
        if (schema.has("oneOf")
                && schema.path("oneOf").valueStream().noneMatch(part -> faults(value, part, at).isEmpty())) {
            faults.add(at + " is none of the kinds it may be");
        }
        schema.path("properties").properties().forEach(property -> {
            if (value.has(property.getKey())) {
                faults.addAll(faults(value.get(property.getKey()), property.getValue(),
                        at + "/" + property.getKey()));
            }
        });
        if (schema.path("additionalProperties").isObject()) {
            value.properties().forEach(property -> faults.addAll(faults(property.getValue(),
                    schema.path("additionalProperties"), at + "/" + property.getKey())));
        }
        if (schema.has("items")) {
            value.forEach(item -> faults.addAll(faults(item, schema.path("items"), at + "/-")));
        }
        return faults;
    }

    private static Stream<String> types(JsonNode schema) {
        JsonNode type = schema.path("type");
        return (type.isArray() ? type.valueStream() : Stream.of(type)).map(JsonNode::asString);
    }

    private static boolean is(JsonNode value, String type) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "boolean" -> value.isBoolean();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "null" -> value.isNull();
            default -> throw new AssertionError("A type that is not read yet: " + type);
        };
    }
}
