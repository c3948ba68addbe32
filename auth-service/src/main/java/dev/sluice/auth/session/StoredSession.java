package dev.sluice.auth.session;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A session as the database keeps it.
 *
 * @param generation of the refresh token that may be used
 * @param rotatedAt when that one was made; null before the first refresh
 * @param answer the sealed answer in which it was given; null before the first refresh
 * @param endedAt when the session ended; null while it goes on
 */
record StoredSession(UUID id, UUID account, int generation, @Nullable Instant rotatedAt,
        @Nullable String answer, @Nullable Instant endedAt) {

    @Override
    public String toString() {
        return "StoredSession[" + id + ", generation=" + generation + "]";
    }
}
