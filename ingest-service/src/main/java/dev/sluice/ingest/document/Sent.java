package dev.sluice.ingest.document;

import java.io.InputStream;

import org.jspecify.annotations.Nullable;

import dev.sluice.common.identity.Actor;

/**
 * A document as a client sends it.
 *
 * @param fileName safe to be part of an object's key
 * @param declaredSize in bytes as the client says, or -1
 */
record Sent(String dataset, String fileName, InputStream body, long declaredSize,
        @Nullable String idempotencyKey, Actor by) {
}
