package dev.sluice.auth.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A session as the database keeps it.
 *
 * @param generation of the refresh token that may be used
 * @param rotations when the last refreshes were, the newest last; those within the grace at least
 * @param answer the sealed answer in which it was given; null before the first refresh
 * @param endedAt when the session ended; null while it goes on
 */
record StoredSession(UUID id, UUID account, int generation, List<Instant> rotations,
        @Nullable String answer, @Nullable Instant endedAt) {

    /** Who refreshes more often than that within a grace is not thought to have lost an answer. */
    private static final int MOST_ROTATIONS = 256;

    StoredSession {
        rotations = List.copyOf(rotations);
    }

    /** The refreshes that are to be known after one more, without those that the grace is over for. */
    List<Instant> rotationsWith(Instant now, Duration grace) {
        List<Instant> known = new ArrayList<>(
                rotations.stream().dropWhile(used -> used.plus(grace).isBefore(now)).toList());
        known.add(now);
        return known.subList(Math.max(0, known.size() - MOST_ROTATIONS), known.size());
    }

    /** When the refresh token of that generation was used; empty if that is longer ago than the grace. */
    Optional<Instant> used(int used) {
        int place = rotations.size() - (generation - used);
        return place < 0 || place >= rotations.size() ? Optional.empty() : Optional.of(rotations.get(place));
    }

    @Override
    public String toString() {
        return "StoredSession[" + id + ", generation=" + generation + "]";
    }
}
