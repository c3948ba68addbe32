package dev.sluice.approval.durable.history;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The history of one claimed execution, as the worker that holds the claim reads and writes it.
 *
 * <p>Events are buffered and become durable together at the next {@link #flush}, {@link #transactionally},
 * {@link #suspend} or {@link #end}: the end of one step and the start of the next are one commit. Each of
 * these is refused with {@link LeaseLost} once somebody else holds the claim, and with {@link Unrecordable},
 * the buffer forgotten, where it holds what no later try can write either. Not thread-safe: an execution has
 * one thread.
 */
public final class Journal {

    private final Executions executions;
    private final TransactionOperations transactions;
    private final Clock clock;
    private final Claim claim;
    private final History history;
    private final List<HistoryEvent> buffer = new ArrayList<>();
    private int seen;

    public Journal(Executions executions, TransactionOperations transactions, Clock clock, Claim claim) {
        this(executions, transactions, clock, claim, executions.events(claim.executionId()));
    }

    private Journal(Executions executions, TransactionOperations transactions, Clock clock, Claim claim,
            List<HistoryEvent> events) {
        this.executions = executions;
        this.transactions = transactions;
        this.clock = clock;
        this.claim = claim;
        this.history = History.of(events);
        this.seen = events.size();
    }

    /** A journal that can only be ended: nothing is read of a history that may be what cannot be read. */
    public static Journal toEnd(
            Executions executions, TransactionOperations transactions, Clock clock, Claim claim) {
        Journal journal = new Journal(executions, transactions, clock, claim, List.of());
        journal.seen = claim.lastEvent();
        return journal;
    }

    public Claim claim() {
        return claim;
    }

    public History history() {
        return history;
    }

    public Instant now() {
        return clock.instant();
    }

    /** Adds an event to the history that becomes durable with the next commit. */
    public void add(HistoryEvent event) {
        buffer.add(event);
        history.apply(event);
    }

    /** Makes everything added so far durable. */
    public void flush() {
        if (!buffer.isEmpty()) {
            commit(() -> { });
        }
    }

    /**
     * Runs work that adds events, in one transaction with those events: both are there afterwards, or
     * neither.
     */
    public <T extends @Nullable Object> T transactionally(Supplier<T> work) {
        T result = transactions.execute(status -> {
            T value = work.get();
            write();
            return value;
        });
        buffer.clear();
        return result;
    }

    /**
     * Ends a callback by the clock unless somebody else has ended it in the meantime; either way the
     * history says how it ended afterwards.
     */
    public void timeOut(HistoryEvent timedOut, String operationId) {
        commit(() -> {
            absorb(executions.append(claim, List.of()));
            Operation callback = history.find(operationId);
            if (callback != null && callback.isOpen()) {
                add(timedOut);
            }
        });
    }

    /**
     * Puts the execution to sleep until it is due; at once awake again if an event came in from outside
     * meanwhile.
     */
    public void suspend(@Nullable Instant dueAt) {
        Instant now = now();
        add(HistoryEvent.of(EventType.INVOCATION_COMPLETED, now, Details.NONE));
        transactions.executeWithoutResult(status -> {
            boolean woken = write();
            executions.release(claim, "PENDING", now, woken ? now : dueAt, null);
        });
        buffer.clear();
    }

    /** Ends the execution; {@code beforehand} runs in the same transaction. */
    public void end(boolean succeeded, Details details, Runnable beforehand) {
        Instant now = now();
        List<HistoryEvent> ending = List.of(
                HistoryEvent.of(EventType.INVOCATION_COMPLETED, now, Details.NONE),
                HistoryEvent.of(succeeded ? EventType.EXECUTION_SUCCEEDED : EventType.EXECUTION_FAILED, now,
                        details));
        ending.forEach(this::add);
        try {
            transactions.executeWithoutResult(status -> {
                beforehand.run();
                write();
                executions.release(claim, succeeded ? "SUCCEEDED" : "FAILED", now, null, now);
            });
            buffer.clear();
        }
        finally {
            // What did not end may end in another way.
            buffer.removeAll(ending);
        }
    }

    private void commit(Runnable work) {
        transactionally(() -> {
            work.run();
            return null;
        });
    }

    /** Writes the buffer; true if events had come in from outside. */
    private boolean write() {
        try {
            int last = executions.append(claim, buffer);
            boolean fromOutside = absorb(last - buffer.size());
            seen = last;
            return fromOutside;
        }
        catch (DataIntegrityViolationException refused) {
            buffer.clear();
            throw new Unrecordable(refused);
        }
    }

    private boolean absorb(int last) {
        if (last == seen) {
            return false;
        }
        executions.eventsAfter(claim.executionId(), seen).stream().limit(last - seen).forEach(history::apply);
        seen = last;
        return true;
    }
}
