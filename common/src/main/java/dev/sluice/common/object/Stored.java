package dev.sluice.common.object;

/**
 * An object that is there, whole.
 *
 * @param key where, such as {@code uploads/ID/name.csv}
 * @param size in bytes
 * @param sha256 of the bytes, in lower-case hexadecimal
 */
public record Stored(String key, long size, String sha256) {
}
