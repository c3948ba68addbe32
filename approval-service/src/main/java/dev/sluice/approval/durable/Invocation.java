package dev.sluice.approval.durable;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.approval.durable.history.Details;
import dev.sluice.approval.durable.history.Failure;
import dev.sluice.approval.durable.history.Journal;
import dev.sluice.approval.durable.history.LeaseLost;
import dev.sluice.approval.durable.history.Unrecordable;
import dev.sluice.common.outage.Outages;

/**
 * One run of a workflow from the top, as far as it gets: replaying what the history holds and adding to it,
 * until the workflow ends or waits.
 */
public final class Invocation<I> {

    /** How far it got. */
    public sealed interface Outcome {

        /** Waits: until a moment, or (null) for a callback. */
        record Pending(@Nullable Instant dueAt) implements Outcome {
        }

        record Succeeded() implements Outcome {
        }

        record Failed(Failure failure) implements Outcome {
        }

        /** Ended as failed, but nothing is written of what its workflow writes then. */
        record FailedUnheard(Failure failure, Throwable cause) implements Outcome {
        }

        /** Nothing was decided: the history could not be written. Whoever holds the next claim goes on. */
        record Abandoned(Throwable cause) implements Outcome {
        }
    }

    private static final Failure UNREADABLE_INPUT = new Failure("UnreadableInput",
            "What the execution was started with can no longer be read");

    private final Workflow<I> workflow;
    private final Journal journal;
    private final JsonMapper json;
    private final Run run;

    public Invocation(Workflow<I> workflow, Journal journal, JsonMapper json, StepListener listener,
            BooleanSupplier stopping) {
        this.workflow = workflow;
        this.journal = journal;
        this.json = json;
        this.run = new Run(journal, json, listener, stopping);
    }

    /** Never throws: a failure of the workflow is recorded, a failure to record it is an outcome. */
    public Outcome outcome() {
        try {
            return proceed();
        }
        catch (Unwinding.Abandoned e) {
            return abandoned(Objects.requireNonNullElse(e.getCause(), e));
        }
        catch (RuntimeException | Error e) {
            return abandoned(e);
        }
    }

    /**
     * Ends the execution as failed without running it, also where its workflow cannot be told; never throws
     * either.
     */
    public Outcome giveUp(Failure noProgress) {
        Failure failure = inputReads() ? noProgress : UNREADABLE_INPUT;
        try {
            return fail(failure);
        }
        catch (RuntimeException | Error e) {
            return e instanceof LeaseLost || Outages.isOutage(e) ? new Outcome.Abandoned(e)
                    : unheard(failure, e);
        }
    }

    private Outcome unheard(Failure failure, Throwable cause) {
        try {
            journal.end(false, Details.error(failure), () -> { });
            return new Outcome.FailedUnheard(failure, cause);
        }
        catch (RuntimeException | Error e) {
            return new Outcome.Abandoned(e);
        }
    }

    private Outcome abandoned(Throwable cause) {
        if (cause instanceof Unrecordable) {
            try {
                return fail(Failure.of(cause));
            }
            catch (RuntimeException | Error e) {
                return new Outcome.Abandoned(e);
            }
        }
        return new Outcome.Abandoned(cause);
    }

    private boolean inputReads() {
        try {
            input();
            return true;
        }
        catch (JacksonException e) {
            return false;
        }
    }

    private I input() {
        return json.treeToValue(journal.claim().input(), workflow.inputType());
    }

    private Outcome proceed() {
        I input = input();
        Details ended;
        try {
            DurableContext context = new DurableContext(run, null);
            Object result = workflow.run(context, input);
            context.end();
            ended = Details.result(result == null ? null : run.encode(result));
        }
        catch (Unwinding e) {
            return unwound(e);
        }
        catch (Exception e) {
            try {
                // The workflow may have wrapped what was only on its way to us.
                run.leaveIfUnwinding();
            }
            catch (Unwinding swallowed) {
                return unwound(swallowed);
            }
            return fail(e instanceof DurableFailure known ? known.failure() : Failure.of(e));
        }
        journal.end(true, ended, () -> { });
        return new Outcome.Succeeded();
    }

    private Outcome unwound(Unwinding reason) {
        return switch (reason) {
            case Unwinding.Suspended suspended -> {
                journal.suspend(suspended.dueAt());
                yield new Outcome.Pending(suspended.dueAt());
            }
            case Unwinding.NonDeterministic broken -> fail(
                    new Failure("NonDeterministicExecution", String.valueOf(broken.getMessage())));
            case Unwinding.Abandoned abandoned -> throw abandoned;
        };
    }

    private Outcome fail(Failure failure) {
        UUID id = journal.claim().executionId();
        journal.end(false, Details.error(failure), () -> workflow.failed(id, failure));
        return new Outcome.Failed(failure);
    }
}
