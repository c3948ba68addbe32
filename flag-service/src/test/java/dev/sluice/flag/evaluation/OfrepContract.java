package dev.sluice.flag.evaluation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.common.test.JsonSchemas;

/**
 * The published contract of OFREP, and whether an answer is one that it allows. Its schema for a flag without
 * a value also accepts every flag that has one, so that read to the letter the contract would refuse its own
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
        return new JsonSchemas(contract).faults(value, schema, at);
    }
}
