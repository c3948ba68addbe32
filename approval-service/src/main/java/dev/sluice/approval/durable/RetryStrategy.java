package dev.sluice.approval.durable;

import java.time.Duration;
import java.util.Optional;

/** Whether and when a failed step is tried again. */
@FunctionalInterface
public interface RetryStrategy {

    RetryStrategy NONE = (error, attempt) -> Optional.empty();

    /** How long to wait after this failure of this attempt (from 1); empty to give up. */
    Optional<Duration> delay(Throwable error, int attempt);

    /** The same strategy, except that errors of this kind are never worth another try. */
    default RetryStrategy except(Class<? extends Throwable> hopeless) {
        return (error, attempt) -> hopeless.isInstance(error) ? Optional.empty() : delay(error, attempt);
    }
}
