package dev.sluice.approval.durable;

import java.time.Instant;
import java.util.Objects;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.approval.durable.history.Details;
import dev.sluice.approval.durable.history.Failure;
import dev.sluice.approval.durable.history.Journal;
import dev.sluice.approval.durable.history.Unrecordable;

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

        /** Nothing was decided: the history could not be written. Whoever holds the next claim goes on. */
        record Abandoned(Throwable cause) implements Outcome {
        }
    }

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

    /** Ends the execution as failed without running it; never throws either. */
    public Outcome giveUp(Failure failure) {
        try {
            return fail(failure, input());
        }
        catch (RuntimeException | Error e) {
            return new Outcome.Abandoned(e);
        }
    }

    private Outcome abandoned(Throwable cause) {
        return cause instanceof Unrecordable ? giveUp(Failure.of(cause)) : new Outcome.Abandoned(cause);
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
            return unwound(e, input);
        }
        catch (Exception e) {
            try {
                // The workflow may have wrapped what was only on its way to us.
                run.leaveIfUnwinding();
            }
            catch (Unwinding swallowed) {
                return unwound(swallowed, input);
            }
            return fail(e instanceof DurableFailure known ? known.failure() : Failure.of(e), input);
        }
        journal.end(true, ended, () -> { });
        return new Outcome.Succeeded();
    }

    private Outcome unwound(Unwinding reason, I input) {
        return switch (reason) {
            case Unwinding.Suspended suspended -> {
                journal.suspend(suspended.dueAt());
                yield new Outcome.Pending(suspended.dueAt());
            }
            case Unwinding.NonDeterministic broken -> fail(
                    new Failure("NonDeterministicExecution", String.valueOf(broken.getMessage())), input);
            case Unwinding.Abandoned abandoned -> throw abandoned;
        };
    }

    private Outcome fail(Failure failure, I input) {
        journal.end(false, Details.error(failure), () -> workflow.failed(input, failure));
        return new Outcome.Failed(failure);
    }
}
