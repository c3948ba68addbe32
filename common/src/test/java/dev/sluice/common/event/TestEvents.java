package dev.sluice.common.event;

import java.net.URI;
import java.time.Instant;
import java.util.UUID;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.IntNode;

/** Builds events. */
public final class TestEvents {

    private TestEvents() {
    }

    public static Event event(String key, int number) {
        return new Event(UUID.randomUUID().toString(), "dev.sluice.test.v1", URI.create("urn:sluice:test"),
                null,
                Instant.parse("2026-11-01T12:00:00.123456789Z"), key, IntNode.valueOf(number));
    }

    public static Event withData(String json) {
        return new Event(UUID.randomUUID().toString(), "dev.sluice.test.v1", URI.create("/tests/1"),
                "subject 1",
                Instant.EPOCH, "key", JsonMapper.shared().readTree(json));
    }
}
