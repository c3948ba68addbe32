package dev.sluice.approval.durable;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Waits exponentially longer up to a limit, with full jitter: the delay is drawn evenly from zero to the
 * limit of the attempt, so that callers who failed together do not come back together.
 */
public record Backoff(int maxAttempts, Duration initial, Duration max, double rate) implements RetryStrategy {

    /** Six attempts, 5 s doubling to 60 s: the default of AWS durable execution. */
    public static final Backoff DEFAULT = new Backoff(6, Duration.ofSeconds(5), Duration.ofSeconds(60), 2);

    public Backoff {
        if (maxAttempts < 1 || initial.isNegative() || max.compareTo(initial) < 0 || rate < 1) {
            throw new IllegalArgumentException(
                    "A backoff needs an attempt, 0 <= initial <= max and a rate from 1");
        }
    }

    @Override
    public Optional<Duration> delay(Throwable error, int attempt) {
        if (attempt >= maxAttempts) {
            return Optional.empty();
        }
        long millis = ThreadLocalRandom.current().nextLong(limitMillis(attempt) + 1);
        return Optional.of(Duration.ofMillis(millis));
    }

    /** The longest delay after an attempt, in milliseconds. */
    long limitMillis(int attempt) {
        double grown = (double) initial.toMillis() * Math.pow(rate, attempt - 1);
        return (long) Math.min((double) max.toMillis(), grown);
    }
}
