package dev.sluice.approval.document;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import dev.sluice.approval.durable.history.Operation;

/** A job as clients see it; the names are API. */
record JobView(
        UUID jobId,
        JobStatus status,
        String dataset,
        String requestedBy,
        Instant requestedAt,
        @Nullable String digest,
        Job.Summary summary,
        List<Map<String, JsonNode>> sample,
        List<Step> steps,
        @Nullable Decision decision,
        @Nullable String outputKey,
        @Nullable String archiveKey,
        @Nullable String failure) {

    /** One step of the workflow; attempts counts from 1. */
    record Step(String name, String status, int attempts, Instant startedAt, @Nullable Instant endedAt) {
    }

    static JobView of(Job job, List<Operation> operations) {
        return new JobView(job.id(), job.status(), job.dataset(), job.requestedBy().name(), job.requestedAt(),
                job.digest(), job.summary(), records(job.sample()), steps(operations), job.decision(),
                job.outputKey(), job.archiveKey(), job.failure());
    }

    private static List<Map<String, JsonNode>> records(JsonNode sample) {
        List<Map<String, JsonNode>> records = new ArrayList<>();
        for (JsonNode record : sample) {
            Map<String, JsonNode> columns = new LinkedHashMap<>();
            record.properties().forEach(column -> columns.put(column.getKey(), column.getValue()));
            records.add(columns);
        }
        return records;
    }

    private static List<Step> steps(List<Operation> operations) {
        return operations.stream()
                .filter(operation -> operation.ref().parentId() == null)
                .map(operation -> new Step(
                        operation.ref().name(),
                        operation.status().name(),
                        operation.attempts(),
                        operation.startedAt(),
                        operation.endedAt()))
                .toList();
    }
}
