package dev.sluice.approval.document;

import tools.jackson.databind.JsonNode;

/**
 * What a reviewer is shown and decides on.
 *
 * @param digest SHA-256 of exactly the bytes that become the output
 * @param sample the first records
 */
record Loaded(String digest, long records, long rejected, JsonNode sample) {
}
