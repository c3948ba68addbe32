package dev.sluice.common.revocation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What this process knows of revoked tokens, and since when it has not heard anything newer. A revocation
 * once heard is never forgotten before the tokens it is about have expired, whatever is heard later.
 */
public final class Revocations {

    private final ConcurrentMap<Mark, Revocation> known = new ConcurrentHashMap<>();
    private final AtomicReference<Instant> asOf;
    private final Clock clock;

    /** Knows nothing yet, and is as stale as can be. */
    public Revocations(Clock clock) {
        this.clock = clock;
        this.asOf = new AtomicReference<>(Instant.EPOCH);
    }

    /** Adds what was heard, in any order and any number of times. */
    public void add(Collection<Revocation> heard) {
        heard.forEach(revocation -> known.merge(revocation.mark(), revocation, Revocations::stricter));
        Instant now = clock.instant();
        known.values().removeIf(revocation -> revocation.until().isBefore(now));
    }

    private static Revocation stricter(Revocation one, Revocation other) {
        return new Revocation(one.mark(), Math.max(one.below(), other.below()),
                one.until().isAfter(other.until()) ? one.until() : other.until());
    }

    /** All that was revoked up to that moment has been added. */
    public void completeAsOf(Instant moment) {
        asOf.accumulateAndGet(moment, (before, now) -> now.isAfter(before) ? now : before);
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
        Duration age = Duration.between(asOf.get(), clock.instant());
        return age.isNegative() ? Duration.ZERO : age;
    }

    /** How many revocations are held. */
    public int size() {
        return known.size();
    }
}
