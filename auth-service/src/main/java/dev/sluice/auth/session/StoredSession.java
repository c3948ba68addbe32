package dev.sluice.auth.session;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A session as the database keeps it.
 *
 * @param generation of the refresh token that may be used
 * @param rotations when the last refreshes were, the newest last
 * @param answer the sealed answer in which it was given; null before the first refresh
 * @param endedAt when the session ended; null while it goes on
 */
record StoredSession(UUID id, UUID account, int generation, List<Instant> rotations,
        @Nullable String answer, @Nullable Instant endedAt) {

    StoredSession {
        rotations = List.copyOf(rotations);
    }

    /** When the refresh token of that generation was used; empty if that is long ago. */
    Optional<Instant> used(int used) {
        int place = rotations.size() - (generation - used);
        return place < 0 || place >= rotations.size() ? Optional.empty() : Optional.of(rotations.get(place));
    }

    @Override
    public String toString() {
        return "StoredSession[" + id + ", generation=" + generation + "]";
    }
}
