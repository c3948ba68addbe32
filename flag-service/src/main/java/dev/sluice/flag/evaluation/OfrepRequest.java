package dev.sluice.flag.evaluation;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a client of OFREP sends. The standard demands a targeting key; no flag looks at it yet, and a client
 * that leaves it out would fail on the day one does.
 *
 * @param context {@code targetingKey} and whatever else the client knows
 */
record OfrepRequest(Map<String, Object> context) {

    private static final int MOST_BYTES = 256 * 1024;

    /** @throws BadEvaluation where the body is not what the standard says */
    static void check(InputStream body, JsonMapper json) throws IOException {
        byte[] bytes = body.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new BadEvaluation(BadEvaluation.Code.INVALID_CONTEXT,
                    "The context has more than " + MOST_BYTES + " bytes");
        }
        JsonNode request;
        try {
            request = json.readTree(bytes);
        }
        catch (JacksonException unreadable) {
            throw new BadEvaluation(BadEvaluation.Code.PARSE_ERROR, "The body is not JSON");
        }
        if (!request.isObject()) {
            throw new BadEvaluation(BadEvaluation.Code.PARSE_ERROR, "The body is not a JSON object");
        }
        JsonNode context = request.path("context");
        if (!context.isObject()) {
            throw new BadEvaluation(BadEvaluation.Code.INVALID_CONTEXT,
                    "The context is missing or no object");
        }
        JsonNode key = context.path("targetingKey");
        if (key.isMissingNode() || key.isNull()) {
            throw new BadEvaluation(BadEvaluation.Code.TARGETING_KEY_MISSING,
                    "The context has no targetingKey");
        }
        if (!key.isString()) {
            throw new BadEvaluation(BadEvaluation.Code.INVALID_CONTEXT, "The targetingKey is not text");
        }
    }
}
