package dev.sluice.approval.durable;

import dev.sluice.approval.durable.history.Failure;

/**
 * An operation that ended badly, as the workflow sees it: thrown where the operation is called, the same
 * again on every replay, so that a workflow may catch it and go another way.
 */
public abstract sealed class DurableFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    private DurableFailure(String what, String operation, Failure failure) {
        super(what + " '" + operation + "' failed with " + failure, null, false, true);
        this.failure = failure;
    }

    /** The recorded reason. */
    public Failure failure() {
        return failure;
    }

    /** A step failed and its retry strategy gave up. */
    public static final class StepFailed extends DurableFailure {
        private static final long serialVersionUID = 1L;

        StepFailed(String operation, Failure failure) {
            super("Step", operation, failure);
        }
    }

    /** A step with at-most-once semantics was cut off by a crash; nobody knows whether it took effect. */
    public static final class StepInterrupted extends DurableFailure {
        private static final long serialVersionUID = 1L;

        StepInterrupted(String operation) {
            super("Step", operation, new Failure("StepInterrupted", "The attempt was cut off by a crash"));
        }
    }

    /** Whoever was asked answered with a failure. */
    public static final class CallbackFailed extends DurableFailure {
        private static final long serialVersionUID = 1L;

        CallbackFailed(String operation, Failure failure) {
            super("Callback", operation, failure);
        }
    }

    /** Nobody answered in time. */
    public static final class CallbackTimedOut extends DurableFailure {
        static final Failure FAILURE = new Failure("CallbackTimedOut", "No answer within the timeout");
        private static final long serialVersionUID = 1L;

        CallbackTimedOut(String operation) {
            super("Callback", operation, FAILURE);
        }
    }

    /** A child context threw. */
    public static final class ChildContextFailed extends DurableFailure {
        private static final long serialVersionUID = 1L;

        ChildContextFailed(String operation, Failure failure) {
            super("Child context", operation, failure);
        }
    }
}
