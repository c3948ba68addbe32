package dev.sluice.approval.durable;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.approval.durable.history.Journal;

/**
 * What the contexts of one invocation share: the journal, and whether control is on its way out of the
 * workflow.
 */
final class Run {

    private final Journal journal;
    private final JsonMapper json;
    private final StepListener listener;
    private final BooleanSupplier stopping;
    private @Nullable Unwinding unwinding;
    private boolean inStep;

    Run(Journal journal, JsonMapper json, StepListener listener, BooleanSupplier stopping) {
        this.journal = journal;
        this.json = json;
        this.listener = listener;
        this.stopping = stopping;
    }

    Journal journal() {
        return journal;
    }

    StepListener listener() {
        return listener;
    }

    /** Every operation starts here: not inside a step, and not after control should have left. */
    void enter() {
        if (inStep) {
            throw new IllegalStateException("A step is one checkpoint; it cannot hold another operation");
        }
        leaveIfUnwinding();
    }

    void leaveIfUnwinding() {
        if (unwinding != null) {
            throw unwinding;
        }
    }

    Unwinding unwind(Unwinding reason) {
        if (unwinding == null) {
            unwinding = reason;
        }
        return unwinding;
    }

    /** Before work that takes long: a worker that is asked to stop hands the execution over here. */
    void yieldIfStopping() {
        if (stopping.getAsBoolean()) {
            throw unwind(new Unwinding.Suspended(journal.now()));
        }
    }

    /** Runs the body of a step, during which no other operation may start. */
    <T> T inStep(StepBody<T> body) throws Exception {
        inStep = true;
        try {
            return body.run();
        }
        finally {
            inStep = false;
        }
    }

    /**
     * Writes to the journal; a write that fails ends the invocation and never looks like the workflow's
     * failure.
     */
    <T extends @Nullable Object> T durably(Supplier<T> write) {
        try {
            return write.get();
        }
        catch (RuntimeException e) {
            throw unwind(new Unwinding.Abandoned(e));
        }
    }

    void durably(Runnable write) {
        durably(() -> {
            write.run();
            return null;
        });
    }

    JsonNode encode(Object value) {
        return json.valueToTree(value);
    }

    <T> T decode(@Nullable JsonNode value, Class<T> type, String operation) {
        try {
            T result = value == null ? null : json.treeToValue(value, type);
            if (result != null) {
                return result;
            }
        }
        catch (JacksonException e) {
            throw unwind(new Unwinding.NonDeterministic(
                    "The recorded result of '" + operation + "' does not read as " + type.getSimpleName()));
        }
        throw unwind(new Unwinding.NonDeterministic("'" + operation + "' has no recorded result"));
    }
}
