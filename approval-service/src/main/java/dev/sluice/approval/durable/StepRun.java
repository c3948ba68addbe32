package dev.sluice.approval.durable;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import dev.sluice.approval.durable.StepConfig.Semantics;
import dev.sluice.approval.durable.history.Details;
import dev.sluice.approval.durable.history.EventType;
import dev.sluice.approval.durable.history.Failure;
import dev.sluice.approval.durable.history.HistoryEvent;
import dev.sluice.approval.durable.history.HistoryEvent.OperationRef;
import dev.sluice.approval.durable.history.Journal;
import dev.sluice.approval.durable.history.Operation;

/**
 * One step: its recorded result if it has ended, otherwise its next attempt. An attempt that fails and is
 * worth another one suspends the execution until then, so a backoff holds no thread either.
 */
final class StepRun<T> {

    private static final String INTERRUPTED = DurableFailure.StepInterrupted.class.getSimpleName();

    private final Run run;
    private final Journal journal;
    private final OperationRef ref;
    private final Class<T> type;
    private final StepConfig config;

    StepRun(Run run, OperationRef ref, Class<T> type, StepConfig config) {
        this.run = run;
        this.journal = run.journal();
        this.ref = ref;
        this.type = type;
        this.config = config;
    }

    T result(StepBody<T> body) {
        Operation step = journal.history().find(ref.id());
        if (step == null) {
            return start(body, 1);
        }
        return switch (step.status()) {
            case SUCCEEDED -> run.decode(step.result(), type, ref.name());
            case FAILED, TIMED_OUT -> throw failed(step.error());
            case PENDING -> {
                Instant dueAt = step.dueAt();
                if (dueAt != null && journal.now().isBefore(dueAt)) {
                    throw run.unwind(new Unwinding.Suspended(dueAt));
                }
                yield start(body, step.attempts() + 1);
            }
            case STARTED -> {
                if (config.semantics() == Semantics.AT_MOST_ONCE_PER_RETRY) {
                    throw retryOrFail(new DurableFailure.StepInterrupted(ref.name()), step.attempts());
                }
                yield attempt(body, step.attempts());
            }
        };
    }

    private T start(StepBody<T> body, int attempt) {
        run.yieldIfStopping();
        add(EventType.STEP_STARTED, new Details(null, null, attempt, null));
        // One commit: the end of whatever came before, and the start of this.
        run.durably(journal::flush);
        return attempt(body, attempt);
    }

    private T attempt(StepBody<T> body, int attempt) {
        long startedAt = System.nanoTime();
        Attempt made = config.semantics() == Semantics.IN_ONE_TRANSACTION
                ? madeInOneTransaction(body, attempt)
                : made(body, attempt);
        run.listener().attempted(journal.claim().workflow(), ref.name(), made.error == null,
                Duration.ofNanos(System.nanoTime() - startedAt));
        if (made.error != null) {
            throw retryOrFail(made.error, attempt);
        }
        // Decoded again, so that the first run sees exactly what a replay will see.
        return run.decode(made.value, type, ref.name());
    }

    private Attempt madeInOneTransaction(StepBody<T> body, int attempt) {
        try {
            return run.durably(() -> journal.transactionally(() -> {
                Attempt made = made(body, attempt);
                if (made.error != null) {
                    throw new RolledBack(made);
                }
                return made;
            }));
        }
        catch (RolledBack rolledBack) {
            return rolledBack.attempt;
        }
    }

    private Attempt made(StepBody<T> body, int attempt) {
        try {
            JsonNode value = run.encode(run.inStep(body));
            add(EventType.STEP_SUCCEEDED, new Details(value, null, attempt, null));
            return new Attempt(value, null);
        }
        catch (Unwinding e) {
            throw e;
        }
        catch (Throwable e) {
            if (isEndOfThisWorker(e)) {
                throw run.unwind(new Unwinding.Abandoned(e));
            }
            return new Attempt(null, e);
        }
    }

    /**
     * Out of memory or interrupted by a shutdown: that says nothing about the step, another worker may do
     * it.
     */
    private static boolean isEndOfThisWorker(Throwable e) {
        return (e instanceof VirtualMachineError && !(e instanceof StackOverflowError))
                || e instanceof InterruptedException
                || Thread.currentThread().isInterrupted();
    }

    /** Never returns: suspends until the next attempt, or ends the step. */
    private RuntimeException retryOrFail(Throwable error, int attempt) {
        Failure failure = error instanceof DurableFailure known ? known.failure() : Failure.of(error);
        Optional<Duration> delay = config.retry().delay(error, attempt);
        Instant dueAt = delay.map(journal.now()::plus).orElse(null);
        add(EventType.STEP_FAILED, new Details(null, failure, attempt, dueAt));
        if (dueAt != null) {
            throw run.unwind(new Unwinding.Suspended(dueAt));
        }
        return failed(failure);
    }

    private DurableFailure failed(@Nullable Failure failure) {
        Failure known = failure == null ? new Failure("Unknown", "") : failure;
        return INTERRUPTED.equals(known.type())
                ? new DurableFailure.StepInterrupted(ref.name())
                : new DurableFailure.StepFailed(ref.name(), known);
    }

    private void add(EventType type, Details details) {
        journal.add(HistoryEvent.of(type, ref, journal.now(), details));
    }

    private record Attempt(@Nullable JsonNode value, @Nullable Throwable error) {
    }

    /**
     * Takes a failed attempt out of its transaction, which rolls back; an Error, so that it is not a failed
     * write.
     */
    private static final class RolledBack extends Error {

        private static final long serialVersionUID = 1L;

        private final transient Attempt attempt;

        RolledBack(Attempt attempt) {
            super("rolled back", null, false, false);
            this.attempt = attempt;
        }
    }
}
