package dev.sluice.common.test;

import java.util.List;

import tools.jackson.databind.JsonNode;

/**
 * The API as a running service describes it, and whether what it answers is what it said.
 *
 * @param api OpenAPI
 */
public record ApiDescription(JsonNode api) {

    private static final String REFERENCE = "$ref";

    public static ApiDescription of(int port) {
        return new ApiDescription(Http.send(Http.request(port, "/v3/api-docs")).json());
    }

    /** Fails where there is none. */
    public JsonNode operation(String method, String path) {
        JsonNode operation = api.path("paths").path(path).path(method);
        if (operation.isMissingNode()) {
            throw new AssertionError("There is no " + method + " " + path + " in the description");
        }
        return operation;
    }

    /** The schema of such an answer; fails where none of that status and type is described. */
    public JsonNode schema(String method, String path, Http.Answer answer) {
        JsonNode responses = operation(method, path).path("responses");
        String status = String.valueOf(answer.status());
        String type = answer.header("Content-Type").replaceFirst("\\s*;.*", "");
        JsonNode content = responses.path(responses.has(status) ? status : "default").path("content");
        if (!content.has(type)) {
            throw new AssertionError(method + " " + path + " answers " + status + " with '" + type
                    + "', described are " + content.propertyNames());
        }
        JsonNode schema = content.path(type).path("schema");
        return schema.has(REFERENCE) ? api.at(schema.path(REFERENCE).asString().substring(1)) : schema;
    }

    /** Where the answer is another one than described; empty where it is not. */
    public List<String> faults(String method, String path, Http.Answer answer) {
        return new JsonSchemas(api).faults(answer.json(), schema(method, path, answer), "body");
    }
}
