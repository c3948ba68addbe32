package dev.sluice.auth.key;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

import org.springframework.stereotype.Component;

/**
 * Seals what leaves this service and must come back unread and unchanged, with a secret of the installation
 * that is only to be had with the database and the key-encryption key.
 */
@Component
public class Vault {

    /** Nothing that is sealed counts for longer, so that the secret that sealed it can go. */
    public static final Duration LONGEST = Duration.ofDays(400);

    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final int MARK = 16;
    private static final int LEAST = Short.BYTES + NONCE + TAG_BITS / Byte.SIZE;

    private final SecureRandom random = new SecureRandom();
    private final Secrets secrets;
    private final Map<String, SecretKey> derived = new ConcurrentHashMap<>();
    private final Map<String, Mac> keyed = new ConcurrentHashMap<>();
    /** At rest: to find one takes longer than to seal with it. */
    private final Queue<Cipher> ciphers = new ConcurrentLinkedQueue<>();

    Vault(Secrets secrets) {
        this.secrets = secrets;
    }

    /**
     * AES-256-GCM under a fresh nonce, as Base64url.
     *
     * @param purpose what is sealed: a seal for one purpose does not open for another
     */
    public String seal(String purpose, byte[] plain) {
        Secret secret = secrets.current();
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            byte[] sealed = transform(Cipher.ENCRYPT_MODE, key(secret, purpose), nonce, plain);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(
                    ByteBuffer.allocate(Short.BYTES + NONCE + sealed.length)
                            .putShort(secret.number()).put(nonce).put(sealed).array());
        }
        catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Cannot seal", impossible);
        }
    }

    /**
     * HMAC-SHA256: the same for the same bytes, and nothing to whoever does not have the secret.
     *
     * @param purpose what it is of: the same bytes for another purpose are others
     */
    public byte[] fingerprint(String purpose, byte[] plain) {
        try {
            Mac mac = (Mac) mac(secrets.current(), "fingerprint " + purpose).clone();
            return mac.doFinal(plain);
        }
        catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException("The HMAC of every JDK can be cloned", impossible);
        }
    }

    /** A name for a text that says nothing of it: 128 bits of its {@link #fingerprint}, as Base64url. */
    public String mark(String purpose, String text) {
        byte[] whole = fingerprint(purpose, text.getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(whole, MARK));
    }

    /** What was sealed for that purpose; empty for whatever this installation did not seal. */
    public Optional<byte[]> open(String purpose, String text) {
        byte[] sealed;
        try {
            sealed = Base64.getUrlDecoder().decode(text);
        }
        catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
        if (sealed.length < LEAST) {
            return Optional.empty();
        }
        ByteBuffer parts = ByteBuffer.wrap(sealed);
        return secrets.find(parts.getShort()).flatMap(secret -> open(secret, purpose, parts));
    }

    private Optional<byte[]> open(Secret secret, String purpose, ByteBuffer parts) {
        byte[] nonce = new byte[NONCE];
        parts.get(nonce);
        byte[] sealed = new byte[parts.remaining()];
        parts.get(sealed);
        try {
            return Optional.of(transform(Cipher.DECRYPT_MODE, key(secret, purpose), nonce, sealed));
        }
        catch (GeneralSecurityException notOurs) {
            return Optional.empty();
        }
    }

    private SecretKey key(Secret secret, String purpose) {
        return derived.computeIfAbsent(secret.number() + " " + purpose, absent -> secret.derive(purpose));
    }

    private Mac mac(Secret secret, String purpose) {
        return keyed.computeIfAbsent(secret.number() + " " + purpose, absent -> {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(key(secret, purpose));
                return mac;
            }
            catch (GeneralSecurityException impossible) {
                throw new IllegalStateException("Every JDK has HMAC-SHA256", impossible);
            }
        });
    }

    /** One that has failed is not kept. */
    private byte[] transform(int mode, SecretKey key, byte[] nonce, byte[] bytes)
            throws GeneralSecurityException {
        Cipher rested = ciphers.poll();
        Cipher cipher = rested == null ? Cipher.getInstance("AES/GCM/NoPadding") : rested;
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        byte[] transformed = cipher.doFinal(bytes);
        ciphers.add(cipher);
        return transformed;
    }
}
