package dev.sluice.approval.document;

import tools.jackson.databind.JsonNode;

/**
 * What a reviewer is shown and decides on.
 *
 * @param digest SHA-256 of exactly the bytes that become the output
 * @param sample the first records as JSON within a text, since the history is jsonb and has an order of its
 *       own for columns; what was loaded before that is a tree
 */
record Loaded(String digest, long records, long rejected, JsonNode sample) {

    /** The first records as an array in JSON. */
    String sampleJson() {
        return sample.isString() ? sample.stringValue() : sample.toString();
    }
}
