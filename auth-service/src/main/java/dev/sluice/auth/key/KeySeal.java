package dev.sluice.auth.key;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;

import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * Seals private keys for the database: AES-256-GCM under a key derived (HKDF-SHA256, a salt for each) from
 * the key-encryption key. A seal belongs to its key id: moved to another row it does not open.
 */
final class KeySeal {

    private static final byte VERSION = 1;
    private static final int SALT = 16;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final byte[] secret;

    KeySeal(String keyEncryptionKey) {
        this.secret = keyEncryptionKey.getBytes(StandardCharsets.UTF_8);
    }

    String seal(byte[] plain, String kid) {
        byte[] salt = random(SALT);
        byte[] nonce = random(NONCE);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, salt, nonce, kid).doFinal(plain);
            return Base64.getEncoder().encodeToString(ByteBuffer.allocate(1 + SALT + NONCE + sealed.length)
                    .put(VERSION).put(salt).put(nonce).put(sealed).array());
        }
        catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Cannot seal the signing key", impossible);
        }
    }

    /** @throws GeneralSecurityException if another key sealed it, for another id, or it was changed */
    byte[] open(String text, String kid) throws GeneralSecurityException {
        byte[] sealed = bytes(text);
        if (sealed.length < 1 + SALT + NONCE + TAG_BITS / Byte.SIZE || sealed[0] != VERSION) {
            throw new GeneralSecurityException("Not a seal of this version");
        }
        ByteBuffer parts = ByteBuffer.wrap(sealed, 1, sealed.length - 1);
        byte[] salt = next(parts, SALT);
        byte[] nonce = next(parts, NONCE);
        return cipher(Cipher.DECRYPT_MODE, salt, nonce, kid).doFinal(next(parts, parts.remaining()));
    }

    private Cipher cipher(int mode, byte[] salt, byte[] nonce, String kid) throws GeneralSecurityException {
        SecretKey key = KDF.getInstance("HKDF-SHA256").deriveKey("AES", HKDFParameterSpec.ofExtract()
                .addIKM(secret).addSalt(salt)
                .thenExpand("sluice signing key".getBytes(StandardCharsets.UTF_8), 32));
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(kid.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static byte[] bytes(String text) throws GeneralSecurityException {
        try {
            return Base64.getDecoder().decode(text);
        }
        catch (IllegalArgumentException notBase64) {
            throw new GeneralSecurityException("Not a seal", notBase64);
        }
    }

    private byte[] random(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] next(ByteBuffer from, int length) {
        byte[] bytes = new byte[length];
        from.get(bytes);
        return bytes;
    }
}
