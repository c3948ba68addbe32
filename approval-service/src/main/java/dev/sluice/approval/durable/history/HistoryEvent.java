package dev.sluice.approval.durable.history;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * One line of an execution's history; its event id is its position, from 1. Never changed once written.
 *
 * @param operation whom it concerns; absent for events of the execution as a whole
 */
public record HistoryEvent(EventType type, @Nullable OperationRef operation, Instant at, Details details) {

    /**
     * Which operation of the workflow's code this is.
     *
     * @param id position within the parent, prefixed by the parent's id: "3", then "3-1"
     */
    public record OperationRef(
            String id, @Nullable String parentId, OperationType type, String subType, String name) {
    }

    public static HistoryEvent of(EventType type, OperationRef operation, Instant at, Details details) {
        return new HistoryEvent(type, operation, at, details);
    }

    public static HistoryEvent of(EventType type, Instant at, Details details) {
        return new HistoryEvent(type, null, at, details);
    }
}
