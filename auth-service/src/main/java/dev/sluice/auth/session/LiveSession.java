package dev.sluice.auth.session;

import java.time.Instant;
import java.util.UUID;

/**
 * What a refresh token that is good stands for.
 *
 * @param endsAt when it is good no longer, if nobody uses it
 */
public record LiveSession(UUID session, UUID account, Instant issuedAt, Instant endsAt) {
}
