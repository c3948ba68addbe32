package dev.sluice.auth.proof;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A device with which somebody signed in to an account.
 *
 * @param sessionEpoch of the account at that time; null where a version before this one made the device
 * @param seenAt when its cookie was made, at a sign-in
 */
public record KnownDevice(UUID id, @Nullable Long sessionEpoch, Instant seenAt) {

    boolean isOf(long epoch) {
        return sessionEpoch != null && sessionEpoch == epoch;
    }
}
