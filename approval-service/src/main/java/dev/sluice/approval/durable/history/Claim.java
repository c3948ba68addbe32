package dev.sluice.approval.durable.history;

import java.util.UUID;

import tools.jackson.databind.JsonNode;

/**
 * The right to run one execution until its lease ends.
 *
 * @param fence grows with every claim; a write that names an older one is refused, however late it arrives
 * @param lastEvent how many events the history held when it was claimed
 * @param tries how often it was claimed since then, this time included
 */
public record Claim(
        UUID executionId, String workflow, JsonNode input, long fence, int lastEvent, int tries,
        Origin origin) {
}
