package dev.sluice.approval.durable.history;

import org.jspecify.annotations.Nullable;

/**
 * What started an execution, kept with it so that whatever it does for days is found under it.
 *
 * @param correlationId of the request that began it all
 * @param traceparent the W3C trace that the execution is a part of
 */
public record Origin(@Nullable String correlationId, @Nullable String traceparent) {
}
