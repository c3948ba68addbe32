package dev.sluice.approval.durable;

/** How a step is run; start from {@link #DEFAULT} and change what differs. */
public record StepConfig(Semantics semantics, RetryStrategy retry) {

    public static final StepConfig DEFAULT =
            new StepConfig(Semantics.AT_LEAST_ONCE_PER_RETRY, Backoff.DEFAULT);

    /** What a crash in the middle of an attempt means. */
    public enum Semantics {

        /** The same attempt runs again. */
        AT_LEAST_ONCE_PER_RETRY,

        /**
         * The attempt counts as failed with {@link DurableFailure.StepInterrupted}; the retry strategy
         * decides.
         */
        AT_MOST_ONCE_PER_RETRY,

        /**
         * The step's writes to the engine's own database and its checkpoint are one transaction: a crash,
         * or a worker that was taken over, leaves neither. AWS durable execution has no counterpart.
         */
        IN_ONE_TRANSACTION
    }

    public StepConfig with(Semantics changed) {
        return new StepConfig(changed, retry);
    }

    public StepConfig with(RetryStrategy changed) {
        return new StepConfig(semantics, changed);
    }
}
