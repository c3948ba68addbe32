package dev.sluice.auth.key;

import java.time.Duration;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How tokens are signed.
 *
 * @param keyEncryptionKey seals the private keys in the database; long and random, and kept elsewhere
 * @param signingAlgorithm of the tokens issued from now on
 * @param keyCacheTime how long others may keep the published keys
 * @param rotation how long a key signs before the next one does
 * @param announcement how long a key is published before it signs, so that everybody has it by then
 */
@ConfigurationProperties("sluice.auth")
@Validated
record KeyProperties(
        @NotNull @Size(min = 32, message = "must have at least 32 characters") String keyEncryptionKey,
        @DefaultValue("ES256") SigningAlgorithm signingAlgorithm,
        @DefaultValue("5m") Duration keyCacheTime,
        @DefaultValue("30d") Duration rotation,
        @DefaultValue("10m") Duration announcement) {

    KeyProperties {
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
