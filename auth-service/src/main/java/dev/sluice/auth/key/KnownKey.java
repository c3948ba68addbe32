package dev.sluice.auth.key;

import java.time.Instant;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * A signing key and where it is in its life; nothing of what it signs with.
 *
 * @param announcedAt since when it is published, if it still is
 * @param signsFrom when its turn to sign began, or will
 */
public record KnownKey(String kid, String algorithm, State state, Instant announcedAt, Instant signsFrom,
        @Nullable Instant withdrawnAt) {

    /** Of those, a published key is on standby, signs, or verifies what it once signed. */
    public enum State {

        STANDBY, SIGNING, VERIFYING, OVER, WITHDRAWN;

        @JsonValue
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
