package dev.sluice.approval.durable;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.sluice.approval.durable.history.Details;
import dev.sluice.approval.durable.history.EventType;
import dev.sluice.approval.durable.history.Failure;
import dev.sluice.approval.durable.history.HistoryEvent;
import dev.sluice.approval.durable.history.HistoryEvent.OperationRef;
import dev.sluice.approval.durable.history.Journal;
import dev.sluice.approval.durable.history.Operation;
import dev.sluice.approval.durable.history.OperationType;

/**
 * What a workflow does durably. An operation is known by its position among those of its context; on replay
 * the same position must hold the same operation by type and name, otherwise the execution fails rather
 * than take one operation's result for another's.
 */
public final class DurableContext {

    private final Run run;
    private final Journal journal;
    private final @Nullable String parentId;
    private int position;

    DurableContext(Run run, @Nullable String parentId) {
        this.run = run;
        this.journal = run.journal();
        this.parentId = parentId;
    }

    /** Runs a step with {@link StepConfig#DEFAULT}. */
    public <T> T step(String name, Class<T> type, StepBody<T> body) {
        return step(name, type, StepConfig.DEFAULT, body);
    }

    /**
     * Runs a step, or answers what it answered before.
     *
     * @throws DurableFailure.StepFailed when its retries are used up
     * @throws DurableFailure.StepInterrupted when it may run once only and was cut off
     */
    public <T> T step(String name, Class<T> type, StepConfig config, StepBody<T> body) {
        return new StepRun<>(run, next(OperationType.STEP, "Step", name), type, config).result(body);
    }

    /** Waits without holding anything: the workflow comes back to this line when the time is over. */
    public void wait(String name, Duration duration) {
        OperationRef ref = next(OperationType.WAIT, "Wait", name);
        Operation wait = journal.history().find(ref.id());
        if (wait == null) {
            Instant dueAt = journal.now().plus(duration);
            add(EventType.WAIT_STARTED, ref, Details.due(dueAt));
            throw run.unwind(new Unwinding.Suspended(dueAt));
        }
        if (wait.isOpen()) {
            sleepUntil(wait.dueAt());
            add(EventType.WAIT_SUCCEEDED, ref, Details.NONE);
        }
    }

    /**
     * Asks somebody and waits, without holding anything, for {@link Callbacks} to hear the answer.
     *
     * @throws DurableFailure.CallbackFailed when the answer is a failure
     * @throws DurableFailure.CallbackTimedOut when there is none in time
     */
    public <T> T waitForCallback(String name, Class<T> type, CallbackConfig config,
            CallbackSubmitter submitter) {
        return child(name, "WaitForCallback", type, child -> {
            OperationRef callback = child.startCallback(name + "-callback", config.timeout());
            child.step(name + "-submitter", Boolean.class, config.submitter(), () -> {
                submitter.submit(CallbackId.of(journal.claim().executionId(), callback.id()).toString());
                return true;
            });
            return child.answer(callback, type);
        });
    }

    /**
     * Runs a part of the workflow that is one operation from outside: once it has ended it is not run again.
     *
     * @throws DurableFailure.ChildContextFailed when the body throws
     */
    public <T> T runInChildContext(String name, Class<T> type, ChildBody<T> body) {
        return child(name, "RunInChildContext", type, body);
    }

    private <T> T child(String name, String subType, Class<T> type, ChildBody<T> body) {
        OperationRef ref = next(OperationType.CONTEXT, subType, name);
        Operation context = journal.history().find(ref.id());
        if (context != null && !context.isOpen()) {
            if (context.status() == Operation.Status.SUCCEEDED) {
                return run.decode(context.result(), type, name);
            }
            throw childFailed(ref, context.error());
        }
        if (context == null) {
            add(EventType.CONTEXT_STARTED, ref, Details.NONE);
        }
        DurableContext child = new DurableContext(run, ref.id());
        try {
            T value = body.run(child);
            child.end();
            add(EventType.CONTEXT_SUCCEEDED, ref, Details.result(run.encode(value)));
            return value;
        }
        catch (Exception e) {
            child.end();
            Failure failure = e instanceof DurableFailure known ? known.failure() : Failure.of(e);
            add(EventType.CONTEXT_FAILED, ref, Details.error(failure));
            throw childFailed(ref, failure);
        }
    }

    /** The same exception on the first run and on every replay, because both read it from the history. */
    private DurableFailure childFailed(OperationRef ref, @Nullable Failure failure) {
        Failure known = failure == null ? new Failure("Unknown", "") : failure;
        Operation first = journal.history().find(ref.id() + "-1");
        if (first != null && first.ref().type() == OperationType.CALLBACK) {
            if (first.status() == Operation.Status.TIMED_OUT) {
                return new DurableFailure.CallbackTimedOut(ref.name());
            }
            if (first.status() == Operation.Status.FAILED) {
                return new DurableFailure.CallbackFailed(ref.name(), known);
            }
        }
        return new DurableFailure.ChildContextFailed(ref.name(), known);
    }

    private OperationRef startCallback(String name, @Nullable Duration timeout) {
        OperationRef ref = next(OperationType.CALLBACK, "Callback", name);
        if (journal.history().find(ref.id()) == null) {
            Instant dueAt = timeout == null ? null : journal.now().plus(timeout);
            add(EventType.CALLBACK_STARTED, ref, Details.due(dueAt));
        }
        return ref;
    }

    private <T> T answer(OperationRef ref, Class<T> type) {
        Operation callback = Objects.requireNonNull(journal.history().find(ref.id()));
        if (callback.isOpen()) {
            sleepUntil(callback.dueAt());
            HistoryEvent timedOut = HistoryEvent.of(EventType.CALLBACK_TIMED_OUT, ref, journal.now(),
                    Details.error(DurableFailure.CallbackTimedOut.FAILURE));
            run.durably(() -> journal.timeOut(timedOut, ref.id()));
            callback = Objects.requireNonNull(journal.history().find(ref.id()));
        }
        if (callback.status() == Operation.Status.SUCCEEDED) {
            return run.decode(callback.result(), type, ref.name());
        }
        Failure failure = callback.error();
        throw callback.status() == Operation.Status.TIMED_OUT || failure == null
                ? new DurableFailure.CallbackTimedOut(ref.name())
                : new DurableFailure.CallbackFailed(ref.name(), failure);
    }

    /**
     * Returns only when the time has come; without a time only something from outside wakes the execution.
     */
    private void sleepUntil(@Nullable Instant dueAt) {
        if (dueAt == null || journal.now().isBefore(dueAt)) {
            throw run.unwind(new Unwinding.Suspended(dueAt));
        }
    }

    private OperationRef next(OperationType type, String subType, String name) {
        run.enter();
        String id = id(++position);
        OperationRef ref = new OperationRef(id, parentId, type, subType, name);
        Operation recorded = journal.history().find(id);
        if (recorded != null && !recorded.ref().equals(ref)) {
            throw run.unwind(new Unwinding.NonDeterministic("Operation " + id + " is " + described(ref)
                    + " in the code but " + described(recorded.ref()) + " in the history"));
        }
        return ref;
    }

    /** The code of this context has ended: there must be nothing in the history that it no longer does. */
    void end() {
        run.leaveIfUnwinding();
        Operation forgotten = journal.history().find(id(position + 1));
        if (forgotten != null) {
            throw run.unwind(new Unwinding.NonDeterministic("Operation " + forgotten.ref().id() + ", "
                    + described(forgotten.ref()) + " in the history, is not in the code"));
        }
    }

    private String id(int at) {
        return parentId == null ? String.valueOf(at) : parentId + "-" + at;
    }

    private static String described(OperationRef ref) {
        return ref.subType() + " '" + ref.name() + "'";
    }

    private void add(EventType type, OperationRef ref, Details details) {
        journal.add(HistoryEvent.of(type, ref, journal.now(), details));
    }
}
