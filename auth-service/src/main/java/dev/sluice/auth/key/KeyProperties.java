package dev.sluice.auth.key;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How tokens are signed.
 *
 * @param keyEncryptionKey seals the private keys in the database; long and random, and kept elsewhere
 * @param signingAlgorithm of the tokens issued from now on: ES256, RS256, EdDSA or HS256
 * @param sharedSecret for HS256 and nothing else: at least 256 bits that every service has
 * @param keyCacheTime how long others may keep the published keys
 * @param rotation how long a key signs before the next one does
 * @param announcement how long a key is published before it signs, so that everybody has it by then
 */
@ConfigurationProperties("sluice.auth")
@Validated
record KeyProperties(
        @NotNull @Size(min = 32, message = "must have at least 32 characters") String keyEncryptionKey,
        @DefaultValue("ES256") SigningAlgorithm signingAlgorithm,
        @Nullable String sharedSecret,
        @DefaultValue("5m") Duration keyCacheTime,
        @DefaultValue("30d") Duration rotation,
        @DefaultValue("10m") Duration announcement) {

    private static final int LEAST_SECRET_BYTES = 32;

    KeyProperties {
        sharedSecret = sharedSecret == null || sharedSecret.isBlank() ? null : sharedSecret;
        if ((signingAlgorithm == SigningAlgorithm.HS256) != (sharedSecret != null)) {
            throw new IllegalArgumentException("sluice.auth.signing-algorithm HS256 and "
                    + "sluice.auth.shared-secret belong together, and to no published key");
        }
        if (sharedSecret != null
                && sharedSecret.getBytes(StandardCharsets.UTF_8).length < LEAST_SECRET_BYTES) {
            throw new IllegalArgumentException(
                    "sluice.auth.shared-secret must have at least " + LEAST_SECRET_BYTES + " bytes");
        }
        if (announcement.compareTo(keyCacheTime) < 0) {
            throw new IllegalArgumentException("sluice.auth.announcement must not be shorter than "
                    + "sluice.auth.key-cache-time: a key would sign that others do not have yet");
        }
        if (rotation.compareTo(announcement) <= 0) {
            throw new IllegalArgumentException(
                    "sluice.auth.rotation must be longer than sluice.auth.announcement");
        }
    }

    @Override
    public String toString() {
        return "KeyProperties[signingAlgorithm=" + signingAlgorithm + ", keyCacheTime=" + keyCacheTime + "]";
    }
}
