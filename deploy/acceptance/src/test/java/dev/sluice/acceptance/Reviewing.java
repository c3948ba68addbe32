package dev.sluice.acceptance;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import tools.jackson.databind.JsonNode;

import dev.sluice.local.demo.Door;
import dev.sluice.local.demo.Platform;
import dev.sluice.local.demo.StepFailed;

/** Approves whatever waits in one data set, until told to stop; one who is not answered tries on. */
final class Reviewing implements AutoCloseable {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    private final Door reviewer;
    private final Platform platform;
    private final String dataset;
    private final AtomicInteger approved = new AtomicInteger();
    private volatile boolean going = true;

    Reviewing(Door reviewer, Platform platform, String dataset) {
        this.reviewer = reviewer;
        this.platform = platform;
        this.dataset = dataset;
        Thread.startVirtualThread(this::review);
    }

    /** How many approvals were answered as made. */
    int approved() {
        return approved.get();
    }

    private void review() {
        while (going) {
            try {
                reviewer.get(at("/approvals?size=100&dataset=" + dataset)).expect(200)
                        .body().path("items").forEach(this::approve);
            }
            catch (StepFailed down) {
                // Looked for again below.
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    private void approve(JsonNode waiting) {
        reviewer.post(at("/approve/" + waiting.path("job_id").asString()),
                Map.of("reason", "Looks right", "digest", waiting.path("digest").asString())).expect(200);
        approved.incrementAndGet();
    }

    private URI at(String path) {
        return URI.create(platform.approval() + path);
    }

    @Override
    public void close() {
        going = false;
    }
}
