package dev.sluice.auth.session;

import java.time.Instant;
import java.util.UUID;

/**
 * The session that a refresh token is of, while it goes on.
 *
 * @param issuedAt when the token was made
 * @param endsAt when the token is good no longer, if nobody uses it
 */
public record LiveSession(UUID session, UUID account, Instant issuedAt, Instant endsAt) {
}
