package dev.sluice.common.revocation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * What this process knows of revoked tokens, and since when it has not heard anything newer. A revocation
 * once heard is never forgotten before the tokens it is about have expired, whatever is heard later.
 */
public final class Revocations {

    /** Longer than anything may be stale. */
    private static final Duration NEVER = Duration.ofDays(365);
    private static final Duration CLEANING = Duration.ofMinutes(1);

    private final ConcurrentMap<Mark, Revocation> known = new ConcurrentHashMap<>();
    private final AtomicLong completeAt;
    private volatile boolean caughtUp;
    private final AtomicReference<Instant> cleanedAt = new AtomicReference<>(Instant.EPOCH);
    private final Clock clock;
    private final LongSupplier nanos;

    /** Knows nothing yet, and is as stale as can be. */
    public Revocations(Clock clock) {
        this(clock, System::nanoTime);
    }

    /** @param nanos measures how old the knowledge is, since a clock may be set back */
    Revocations(Clock clock, LongSupplier nanos) {
        this.clock = clock;
        this.nanos = nanos;
        this.completeAt = new AtomicLong(nanos.getAsLong() - NEVER.toNanos());
    }

    /** Adds what was heard, in any order and any number of times. */
    public void add(Collection<Revocation> heard) {
        heard.forEach(revocation -> known.merge(revocation.mark(), revocation, Revocations::stricter));
        Instant now = clock.instant();
        if (cleanedAt.get().plus(CLEANING).isBefore(now)) {
            cleanedAt.set(now);
            known.values().removeIf(revocation -> revocation.until().isBefore(now));
        }
    }

    private static Revocation stricter(Revocation one, Revocation other) {
        return new Revocation(one.mark(), Math.max(one.below(), other.below()),
                one.until().isAfter(other.until()) ? one.until() : other.until());
    }

    /** All has been added that was revoked up to that long ago. */
    public void complete(Duration ago) {
        long moment = nanos.getAsLong() - Math.max(0, ago.toNanos());
        completeAt.accumulateAndGet(moment, (before, now) -> now - before > 0 ? now : before);
        caughtUp = true;
    }

    /** Whether all has been heard once that was revoked before; until then nobody knows anything. */
    public boolean hasCaughtUp() {
        return caughtUp;
    }

    /** Whether the token is refused, by what is known so far. */
    public boolean cover(TokenMarks token) {
        if (known.isEmpty()) {
            return false;
        }
        for (Mark mark : token.marks()) {
            Revocation revocation = known.get(mark);
            if (revocation != null && revocation.covers(token)) {
                return true;
            }
        }
        return false;
    }

    /** For how long something may have been revoked without our knowledge. */
    public Duration staleness() {
        return Duration.ofNanos(nanos.getAsLong() - completeAt.get());
    }

    /** How many revocations are held. */
    public int size() {
        return known.size();
    }
}
