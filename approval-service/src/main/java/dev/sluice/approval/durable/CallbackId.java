package dev.sluice.approval.durable;

import java.util.Optional;
import java.util.UUID;

/** Names one callback of one execution; opaque to whoever carries it. */
record CallbackId(UUID executionId, String operationId) {

    static CallbackId of(UUID executionId, String operationId) {
        return new CallbackId(executionId, operationId);
    }

    static Optional<CallbackId> parse(String text) {
        int colon = text.indexOf(':');
        try {
            return colon < 0 ? Optional.empty() : Optional.of(
                    new CallbackId(UUID.fromString(text.substring(0, colon)), text.substring(colon + 1)));
        }
        catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return executionId + ":" + operationId;
    }
}
