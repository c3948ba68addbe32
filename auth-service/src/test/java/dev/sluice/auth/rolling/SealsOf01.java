package dev.sluice.auth.rolling;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * How version 0.1 opens what is sealed, written a second time: an instance of it runs beside today's, and has
 * to open what today's code seals. Nothing here follows a change of the code under test.
 */
final class SealsOf01 {

    private static final int SALT = 16;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final int REFRESH_TOKEN = 61;

    private final Map<Short, byte[]> secrets = new HashMap<>();

    /** @param rows of the table secret */
    SealsOf01(String keyEncryptionKey, JsonNode rows) {
        for (JsonNode row : rows) {
            short number = (short) row.get("number").asInt();
            secrets.put(number, openKey(keyEncryptionKey, row.get("sealed").asString(), "secret-" + number));
        }
    }

    /** The private half of a signing key, or a secret. */
    static byte[] openKey(String keyEncryptionKey, String sealed, String id) {
        ByteBuffer parts = ByteBuffer.wrap(Base64.getDecoder().decode(sealed));
        if (parts.get() != 1) {
            throw new IllegalArgumentException("Version 0.1 knows this seal only");
        }
        byte[] salt = next(parts, SALT);
        try {
            SecretKey key = KDF.getInstance("HKDF-SHA256").deriveKey("AES", HKDFParameterSpec.ofExtract()
                    .addIKM(bytes(keyEncryptionKey)).addSalt(salt)
                    .thenExpand(bytes("sluice signing key"), 32));
            return decrypt(key, parts, bytes(id));
        }
        catch (GeneralSecurityException other) {
            throw new IllegalArgumentException("Version 0.1 cannot open " + id, other);
        }
    }

    /** What the vault has sealed for a purpose. */
    byte[] open(String purpose, String sealed) {
        ByteBuffer parts = ByteBuffer.wrap(Base64.getUrlDecoder().decode(sealed));
        try {
            return decrypt(key(parts.getShort(), purpose), parts, new byte[0]);
        }
        catch (GeneralSecurityException other) {
            throw new IllegalArgumentException("Version 0.1 cannot open the " + purpose, other);
        }
    }

    /** The same as JSON. */
    JsonNode openJson(String purpose, String sealed) {
        return JsonMapper.shared().readTree(open(purpose, sealed));
    }

    ObjectNode refreshToken(String sealed) {
        byte[] plain = open("refresh token", sealed);
        ByteBuffer parts = ByteBuffer.wrap(plain);
        if (plain.length != REFRESH_TOKEN || parts.get() != 1) {
            throw new IllegalArgumentException("Version 0.1 cannot read a refresh token of " + plain.length
                    + " bytes and version " + plain[0]);
        }
        return JsonMapper.shared().createObjectNode()
                .put("session", new UUID(parts.getLong(), parts.getLong()).toString())
                .put("account", new UUID(parts.getLong(), parts.getLong()).toString())
                .put("epoch", parts.getLong()).put("generation", parts.getInt())
                .put("ends_at", Instant.ofEpochSecond(parts.getLong()).toString())
                .put("issued_at", Instant.ofEpochSecond(parts.getLong()).toString());
    }

    /** Where Redis keeps the proof of an account's password. */
    String proofKey(String email) {
        return place(email) + ":proof";
    }

    /** Where Redis counts the attempts that come from 127.0.0.0/24. */
    String guessesKey(String email) {
        return place(email) + ":guesses:" + fingerprint("guesser", email + "\0network 7f0000");
    }

    /** What a proof begins with if it is of that password. */
    String verifier(String email, String password) {
        return fingerprint("password of a proof", email + '\0' + password);
    }

    private String place(String email) {
        return "sluice:auth:{" + fingerprint("address of a proof", email) + "}";
    }

    private String fingerprint(String purpose, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key((short) 1, "fingerprint " + purpose));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(bytes(text)));
        }
        catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private SecretKey key(short number, String purpose) throws GeneralSecurityException {
        return KDF.getInstance("HKDF-SHA256").deriveKey("AES", HKDFParameterSpec.ofExtract()
                .addIKM(secrets.get(number)).thenExpand(bytes("sluice " + purpose), 32));
    }

    private static byte[] decrypt(SecretKey key, ByteBuffer parts, byte[] context)
            throws GeneralSecurityException {
        byte[] nonce = next(parts, NONCE);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context);
        return cipher.doFinal(next(parts, parts.remaining()));
    }

    private static byte[] next(ByteBuffer from, int length) {
        byte[] bytes = new byte[length];
        from.get(bytes);
        return bytes;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
