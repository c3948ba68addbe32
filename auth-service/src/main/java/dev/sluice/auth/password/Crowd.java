package dev.sluice.auth.password;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Tells those for whom there is no room when to come back: the later, the more of them there are for each one
 * who is admitted, so that a crowd does not use up by asking what it waits for; and not all at one time.
 */
final class Crowd {

    /** Nobody is sent away for longer, however many they are. */
    static final Duration LONGEST = Duration.ofSeconds(30);

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final LongSupplier nanos;
    private final RandomGenerator random;
    private long began;
    private int admitted;
    private int sentAway;
    /** How many were sent away in the last second for each one who was admitted. */
    private int ratio;

    /** @param nanos a clock that never goes back, in nanoseconds */
    Crowd(LongSupplier nanos, RandomGenerator random) {
        this.nanos = nanos;
        this.random = random;
        this.began = nanos.getAsLong();
    }

    synchronized void admitted() {
        turnSecond();
        admitted++;
    }

    /** After how long, in whole seconds, one more who was sent away may come back. */
    synchronized Duration sentAway() {
        turnSecond();
        sentAway++;
        return Duration.ofSeconds(random.nextLong(1, Math.min(2L * (1 + ratio), LONGEST.toSeconds() + 1)));
    }

    private void turnSecond() {
        long passed = nanos.getAsLong() - began;
        if (passed >= SECOND) {
            ratio = passed < 2 * SECOND ? sentAway / Math.max(1, admitted) : 0;
            admitted = 0;
            sentAway = 0;
            began += passed - passed % SECOND;
        }
    }
}
