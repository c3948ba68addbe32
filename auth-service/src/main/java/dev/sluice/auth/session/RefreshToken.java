package dev.sluice.auth.session;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What a refresh token says to us; to everybody else it is opaque. A session needs no row before its first
 * refresh, since the token itself tells which session it is of.
 *
 * @param session that it continues
 * @param account whose session it is
 * @param epoch the account's session epoch when the session began
 * @param generation how many refresh tokens of the session came before
 * @param endsAt when the session is over, however often it is refreshed; in whole seconds
 * @param issuedAt when this token was made, in whole seconds
 */
record RefreshToken(UUID session, UUID account, long epoch, int generation, Instant endsAt,
        Instant issuedAt) {

    private static final byte VERSION = 1;
    private static final int BYTES = 1 + 4 * Long.BYTES + Long.BYTES + Integer.BYTES + 2 * Long.BYTES;

    byte[] bytes() {
        return ByteBuffer.allocate(BYTES).put(VERSION)
                .putLong(session.getMostSignificantBits()).putLong(session.getLeastSignificantBits())
                .putLong(account.getMostSignificantBits()).putLong(account.getLeastSignificantBits())
                .putLong(epoch).putInt(generation)
                .putLong(endsAt.getEpochSecond()).putLong(issuedAt.getEpochSecond()).array();
    }

    /** Empty for a token of a version that we do not know. */
    static Optional<RefreshToken> of(byte[] bytes) {
        if (bytes.length != BYTES || bytes[0] != VERSION) {
            return Optional.empty();
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 1, BYTES - 1);
        return Optional.of(new RefreshToken(new UUID(buffer.getLong(), buffer.getLong()),
                new UUID(buffer.getLong(), buffer.getLong()), buffer.getLong(), buffer.getInt(),
                Instant.ofEpochSecond(buffer.getLong()), Instant.ofEpochSecond(buffer.getLong())));
    }

    RefreshToken next(Instant now) {
        return new RefreshToken(session, account, epoch, generation + 1, endsAt, now);
    }
}
