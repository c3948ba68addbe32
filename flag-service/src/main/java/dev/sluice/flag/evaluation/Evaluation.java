package dev.sluice.flag.evaluation;

import java.util.Map;

import tools.jackson.databind.JsonNode;

/**
 * What a flag answers, in the words of OFREP.
 *
 * @param reason why this value
 * @param metadata who answers for the flag and until when, for telemetry
 */
record Evaluation(String key, JsonNode value, Reason reason, String variant, Map<String, Object> metadata) {

    /** A value that is the same for everybody, or that of a feature that is not on here. */
    enum Reason {
        STATIC, DISABLED
    }
}
