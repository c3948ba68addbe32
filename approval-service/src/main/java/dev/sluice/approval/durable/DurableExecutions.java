package dev.sluice.approval.durable;

import java.time.Clock;
import java.util.List;
import java.util.UUID;

import tools.jackson.databind.json.JsonMapper;

import dev.sluice.approval.durable.history.Executions;
import dev.sluice.approval.durable.history.History;
import dev.sluice.approval.durable.history.HistoryEvent;
import dev.sluice.approval.durable.history.Operation;

/** Starts executions and tells what they have done. */
public class DurableExecutions {

    private final Executions executions;
    private final Origins origins;
    private final JsonMapper json;
    private final Clock clock;

    public DurableExecutions(Executions executions, Origins origins, JsonMapper json, Clock clock) {
        this.executions = executions;
        this.origins = origins;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Starts an execution once per id, in the caller's transaction if there is one and as a part of the
     * caller's trace and correlation; false if it was there before.
     */
    public <I> boolean start(UUID id, Workflow<I> workflow, I input) {
        return executions.start(id, workflow.name(), json.valueToTree(input), origins.current(),
                clock.instant());
    }

    /** The operations of an execution as they stand, in the order in which they started. */
    public List<Operation> operations(UUID id) {
        return List.copyOf(History.of(history(id)).operations());
    }

    /** Everything that happened, oldest first. */
    public List<HistoryEvent> history(UUID id) {
        return executions.events(id);
    }
}
