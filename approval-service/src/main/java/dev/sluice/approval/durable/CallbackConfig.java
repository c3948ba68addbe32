package dev.sluice.approval.durable;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How a workflow waits for an answer.
 *
 * @param timeout how long; null waits for ever
 * @param submitter how the step runs that says what is asked
 */
public record CallbackConfig(@Nullable Duration timeout, StepConfig submitter) {

    public CallbackConfig {
        if (timeout != null && !timeout.isPositive()) {
            throw new IllegalArgumentException("A callback's timeout is longer than nothing");
        }
    }
}
