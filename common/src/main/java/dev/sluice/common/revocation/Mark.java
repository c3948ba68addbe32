package dev.sluice.common.revocation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * What a token can be known by: its id, its session, its subject or its key, as 128 bits of a SHA-256. A feed
 * of marks tells a stranger how much is revoked, and of whom nothing.
 */
public record Mark(long high, long low) {

    /** The token with that {@code jti}. */
    public static Mark ofToken(String id) {
        return of("jti", id);
    }

    /** All tokens of the session with that {@code sid}. */
    public static Mark ofSession(String id) {
        return of("sid", id);
    }

    /** All tokens of that {@code sub}. */
    public static Mark ofSubject(String subject) {
        return of("sub", subject);
    }

    /** All tokens that the key with that {@code kid} signed. */
    public static Mark ofKey(String kid) {
        return of("kid", kid);
    }

    private static Mark of(String kind, String value) {
        try {
            ByteBuffer digest = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256")
                    .digest((kind + ":" + value).getBytes(StandardCharsets.UTF_8)));
            return new Mark(digest.getLong(), digest.getLong());
        }
        catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }

    /** As it travels: 22 characters of Base64url. */
    @Override
    public String toString() {
        return Base64.getUrlEncoder().withoutPadding()
                .encodeToString(ByteBuffer.allocate(16).putLong(high).putLong(low).array());
    }

    /**
     * The mark that travelled as this text.
     *
     * @throws IllegalArgumentException if that is no mark
     */
    public static Mark parse(String text) {
        byte[] bytes = Base64.getUrlDecoder().decode(text);
        if (bytes.length != 16) {
            throw new IllegalArgumentException("A mark has 16 bytes, this has " + bytes.length);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new Mark(buffer.getLong(), buffer.getLong());
    }
}
