package dev.sluice.approval.durable;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Takes control out of a workflow's code and back to the engine. Errors, so that no {@code catch
 * (Exception)} of a workflow takes them for a failure of its own; one that is swallowed all the same is
 * thrown again by the next operation.
 */
abstract sealed class Unwinding extends Error {

    private static final long serialVersionUID = 1L;

    private Unwinding(String message, @Nullable Throwable cause, boolean withStackTrace) {
        super(message, cause, false, withStackTrace);
    }

    /** The workflow waits: for a moment in time, or (without one) for a callback. */
    static final class Suspended extends Unwinding {
        private static final long serialVersionUID = 1L;

        private final transient @Nullable Instant dueAt;

        Suspended(@Nullable Instant dueAt) {
            super("suspended", null, false);
            this.dueAt = dueAt;
        }

        @Nullable Instant dueAt() {
            return dueAt;
        }
    }

    /**
     * The history could not be written: the database is away, or the lease is. What is durable stays as it
     * is.
     */
    static final class Abandoned extends Unwinding {
        private static final long serialVersionUID = 1L;

        Abandoned(Throwable cause) {
            super("abandoned", cause, false);
        }
    }

    /** The code no longer does what the history says it did. */
    static final class NonDeterministic extends Unwinding {
        private static final long serialVersionUID = 1L;

        NonDeterministic(String message) {
            super(message, null, true);
        }
    }
}
