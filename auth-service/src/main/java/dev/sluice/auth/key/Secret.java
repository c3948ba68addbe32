package dev.sluice.auth.key;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/** 256 random bits under a number. */
final class Secret {

    static final int BYTES = 32;

    private final short number;
    private final byte[] bytes;

    Secret(short number, byte[] bytes) {
        this.number = number;
        this.bytes = bytes.clone();
    }

    short number() {
        return number;
    }

    /** An AES key for one purpose, by HKDF-SHA256. */
    SecretKey derive(String purpose) {
        try {
            return KDF.getInstance("HKDF-SHA256").deriveKey("AES", HKDFParameterSpec.ofExtract()
                    .addIKM(bytes).thenExpand(("sluice " + purpose).getBytes(StandardCharsets.UTF_8), BYTES));
        }
        catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK 25 has HKDF-SHA256", impossible);
        }
    }

    @Override
    public String toString() {
        return "Secret[" + number + "]";
    }
}
