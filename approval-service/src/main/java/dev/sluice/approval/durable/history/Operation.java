package dev.sluice.approval.durable.history;

import java.time.Instant;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import dev.sluice.approval.durable.history.HistoryEvent.OperationRef;

/** Where one operation stands: the fold of its events. */
public record Operation(
        OperationRef ref,
        Status status,
        int attempts,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Instant dueAt,
        @Nullable JsonNode result,
        @Nullable Failure error) {

    /** PENDING is a step between two attempts. */
    public enum Status {
        STARTED,
        PENDING,
        SUCCEEDED,
        FAILED,
        TIMED_OUT
    }

    public boolean isOpen() {
        return status == Status.STARTED || status == Status.PENDING;
    }

    static Operation after(@Nullable Operation before, OperationRef ref, HistoryEvent event) {
        Details details = event.details();
        Instant startedAt = before == null ? event.at() : before.startedAt;
        int attempts = before == null ? 0 : before.attempts;
        return switch (event.type()) {
            case STEP_STARTED, WAIT_STARTED, CALLBACK_STARTED, CONTEXT_STARTED -> new Operation(
                    ref, Status.STARTED, attempts + 1, startedAt, null, details.dueAt(), null, null);
            case STEP_SUCCEEDED, WAIT_SUCCEEDED, CALLBACK_SUCCEEDED, CONTEXT_SUCCEEDED -> new Operation(
                    ref, Status.SUCCEEDED, attempts, startedAt, event.at(), null, details.result(), null);
            case STEP_FAILED, CALLBACK_FAILED, CONTEXT_FAILED -> details.dueAt() == null
                    ? new Operation(
                            ref, Status.FAILED, attempts, startedAt, event.at(), null, null, details.error())
                    : new Operation(ref, Status.PENDING, attempts, startedAt, null, details.dueAt(), null,
                            details.error());
            case CALLBACK_TIMED_OUT -> new Operation(
                    ref, Status.TIMED_OUT, attempts, startedAt, event.at(), null, null, details.error());
            case EXECUTION_STARTED, EXECUTION_SUCCEEDED, EXECUTION_FAILED, INVOCATION_COMPLETED ->
                    throw new IllegalArgumentException(event.type() + " is not about an operation");
        };
    }
}
