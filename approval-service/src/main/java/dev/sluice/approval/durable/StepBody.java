package dev.sluice.approval.durable;

import org.jspecify.annotations.Nullable;

/** The work of a step. It may run more than once, so doing it again must do no harm. */
@FunctionalInterface
public interface StepBody<T extends @Nullable Object> {

    T run() throws Exception;
}
