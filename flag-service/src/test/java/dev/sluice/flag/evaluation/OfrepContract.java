package dev.sluice.flag.evaluation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The published contract of OFREP, and whether an answer is one that it allows. Reads as much of JSON
 * Schema as the contract uses. Its {@code oneOf} is read as "any of": the schema for a flag without a value
 * also accepts every flag that has one, so that read to the letter the contract would refuse its own
 * examples.
 */
final class OfrepContract {

    private final JsonNode contract;

    OfrepContract() {
        Path file = Path.of("..", "docs", "contracts", "ofrep-0.3.0.openapi.yaml");
        try {
            Map<String, Object> yaml = new Yaml().load(Files.readString(file));
            contract = JsonMapper.shared().valueToTree(yaml);
        }
        catch (IOException unexpected) {
            throw new UncheckedIOException(unexpected);
        }
    }

    /** What an answer of that path template and status must look like; missing where it has no body. */
    JsonNode schema(String path, int status) {
        JsonNode response = response(path, status);
        return response.at("/content/application~1json/schema");
    }

    JsonNode example(String path, int status) {
        return response(path, status).at("/content/application~1json/example");
    }

    JsonNode response(String path, int status) {
        JsonNode response = contract.path("paths").path(path).path("post").path("responses")
                .path(String.valueOf(status));
        if (response.isMissingNode()) {
            throw new AssertionError("The contract has no answer " + status + " for " + path);
        }
        return response;
    }

    /** Where the value breaks the schema; empty where it does not. */
    List<String> faults(JsonNode value, JsonNode schema, String at) {
        List<String> faults = new ArrayList<>();
        if (schema.has("$ref")) {
            faults.addAll(faults(value, contract.at(schema.path("$ref").asString().substring(1)), at));
        }
        if (schema.has("type") && !is(value, schema.path("type").asString())) {
            faults.add(at + " is no " + schema.path("type").asString());
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

    private static boolean is(JsonNode value, String type) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "boolean" -> value.isBoolean();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            default -> throw new AssertionError("A type the contract has not used before: " + type);
        };
    }
}
