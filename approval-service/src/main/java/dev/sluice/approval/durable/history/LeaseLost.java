package dev.sluice.approval.durable.history;

import java.util.UUID;

/**
 * Another instance has taken the execution over; nothing that this one does for it may be recorded any
 * more.
 */
public final class LeaseLost extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LeaseLost(UUID executionId, long fence) {
        super("Execution " + executionId + " was taken over; claim " + fence + " no longer holds");
    }
}
