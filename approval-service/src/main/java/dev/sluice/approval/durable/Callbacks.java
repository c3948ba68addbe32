package dev.sluice.approval.durable;

import java.time.Clock;
import java.time.Instant;

import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.approval.durable.history.Details;
import dev.sluice.approval.durable.history.EventType;
import dev.sluice.approval.durable.history.Executions;
import dev.sluice.approval.durable.history.Failure;
import dev.sluice.approval.durable.history.History;
import dev.sluice.approval.durable.history.HistoryEvent;
import dev.sluice.approval.durable.history.Operation;

/**
 * Where the outside world answers a waiting workflow. In a running transaction the answer is part of it:
 * the answer, whatever else is written and the wake-up are committed together or not at all. A callback is
 * answered at most once.
 */
public class Callbacks {

    /** What became of an answer. */
    public enum Outcome {
        ACCEPTED,

        /** Answered before, or too late: past the timeout, even if the timer has not fired yet. */
        ALREADY_ENDED,
        UNKNOWN
    }

    private final Executions executions;
    private final TransactionOperations transactions;
    private final JsonMapper json;
    private final Clock clock;

    public Callbacks(Executions executions, TransactionOperations transactions, JsonMapper json,
            Clock clock) {
        this.executions = executions;
        this.transactions = transactions;
        this.json = json;
        this.clock = clock;
    }

    public Outcome succeed(String callbackId, Object result) {
        return end(callbackId, EventType.CALLBACK_SUCCEEDED, Details.result(json.valueToTree(result)));
    }

    public Outcome fail(String callbackId, Failure failure) {
        return end(callbackId, EventType.CALLBACK_FAILED, Details.error(failure));
    }

    private Outcome end(String callbackId, EventType type, Details details) {
        return CallbackId.parse(callbackId)
                .map(id -> transactions.execute(status -> end(id, type, details)))
                .orElse(Outcome.UNKNOWN);
    }

    private Outcome end(CallbackId id, EventType type, Details details) {
        return executions.lock(id.executionId()).map(lastEvent -> {
            Operation callback = History.of(executions.events(id.executionId())).find(id.operationId());
            if (callback == null) {
                return Outcome.UNKNOWN;
            }
            Instant now = clock.instant();
            Instant dueAt = callback.dueAt();
            if (!callback.isOpen() || (dueAt != null && !now.isBefore(dueAt))) {
                return Outcome.ALREADY_ENDED;
            }
            executions.appendAndWake(
                    id.executionId(), lastEvent, HistoryEvent.of(type, callback.ref(), now, details));
            return Outcome.ACCEPTED;
        }).orElse(Outcome.UNKNOWN);
    }
}
