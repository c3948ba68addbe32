package dev.sluice.approval.document;

import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.common.event.Event;
import dev.sluice.common.outbox.Outbox;

/** Tells the other services how a job ended, in the transaction in which it ends. */
@Component
class Announcements {

    static final String TOPIC = "sluice.decisions";
    static final String APPROVED = "dev.sluice.document.approved.v1";
    static final String REJECTED = "dev.sluice.document.rejected.v1";
    static final String EXPIRED = "dev.sluice.document.expired.v1";
    static final String FAILED = "dev.sluice.document.failed.v1";

    private static final URI SOURCE = URI.create("/approval-service");

    private final Outbox outbox;
    private final Jobs jobs;
    private final JsonMapper json;
    private final Clock clock;

    Announcements(Outbox outbox, Jobs jobs, JsonMapper json, Clock clock) {
        this.outbox = outbox;
        this.jobs = jobs;
        this.json = json;
        this.clock = clock;
    }

    /** The payload of every event on the topic. */
    @JsonNaming(SnakeCaseStrategy.class)
    record Announced(
            UUID jobId,
            String dataset,
            @Nullable Decision decision,
            @Nullable String digest,
            String objectKey,
            @Nullable String archiveKey,
            @Nullable String outputKey,
            Job.Summary summary,
            JsonNode schema) {
    }

    void announce(UUID jobId, String type) {
        Job job = jobs.find(jobId).orElseThrow(() -> new JobNotFound(jobId));
        Announced data = new Announced(job.id(), job.dataset(), job.decision(), job.digest(), job.objectKey(),
                job.archiveKey(), job.outputKey(), job.summary(), job.schema());
        // A job ends once, so its id and how it ended name the event.
        outbox.add(TOPIC, new Event(jobId + "." + type, type, SOURCE, jobId.toString(), clock.instant(),
                job.dataset(), json.valueToTree(data), job.correlationId(), null, Map.of()));
    }
}
