package dev.sluice.approval.durable.history;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What an event carries beside its type.
 *
 * @param result the value an operation ended with
 * @param error why it failed
 * @param attempt which attempt of a step this is, from 1
 * @param dueAt when a wait ends, a callback times out or a failed step is tried again
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Details(@Nullable JsonNode result, @Nullable Failure error, @Nullable Integer attempt,
        @Nullable Instant dueAt) {

    public static final Details NONE = new Details(null, null, null, null);

    public static Details result(@Nullable JsonNode result) {
        return new Details(result, null, null, null);
    }

    public static Details error(Failure error) {
        return new Details(null, error, null, null);
    }

    public static Details due(@Nullable Instant dueAt) {
        return new Details(null, null, null, dueAt);
    }
}
