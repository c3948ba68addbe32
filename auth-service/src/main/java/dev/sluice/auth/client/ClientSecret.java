package dev.sluice.auth.client;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A secret as we keep it. It is 256 random bits, so that its SHA-256 tells nothing of it: a slow hash
 * protects what people choose.
 *
 * @param sha256 in hexadecimal, lower case
 * @param endsAt from when on it proves nothing; null while no other one is to replace it
 */
public record ClientSecret(UUID id, String sha256, Instant createdAt, @Nullable Instant endsAt) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    /** A new secret, and the only moment at which it is known. */
    public record Made(ClientSecret kept, String secret) {

        @Override
        public String toString() {
            return "Made[" + kept.id() + "]";
        }
    }

    public static Made make(Instant now) {
        byte[] random = new byte[BYTES];
        RANDOM.nextBytes(random);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        return new Made(new ClientSecret(UUID.randomUUID(), HexFormat.of().formatHex(digest(secret)), now,
                null), secret);
    }

    /** The same one with an end that is not later than it was. */
    public ClientSecret endingAt(Instant end) {
        return new ClientSecret(id, sha256, createdAt, endsAt == null || end.isBefore(endsAt) ? end : endsAt);
    }

    public boolean isGoodAt(Instant now) {
        return endsAt == null || now.isBefore(endsAt);
    }

    byte[] digest() {
        return HexFormat.of().parseHex(sha256);
    }

    static byte[] digest(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        }
        catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }

    @Override
    public String toString() {
        return "ClientSecret[" + id + "]";
    }
}
