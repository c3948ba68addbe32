package dev.sluice.approval.document;

import java.time.Clock;
import java.util.UUID;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.approval.durable.DurableExecutions;
import dev.sluice.common.event.Event;
import dev.sluice.common.event.EventHandler;

/** Starts one job, and one execution, for each document received, however often the event is delivered. */
@Component
class Intake implements EventHandler {

    private final DurableExecutions executions;
    private final DocumentApproval workflow;
    private final Jobs jobs;
    private final TransactionTemplate transactions;
    private final JsonMapper json;
    private final Clock clock;

    Intake(DurableExecutions executions, DocumentApproval workflow, Jobs jobs,
            TransactionTemplate transactions, JsonMapper json, Clock clock) {
        this.executions = executions;
        this.workflow = workflow;
        this.jobs = jobs;
        this.transactions = transactions;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public void handle(Event event) {
        if (!event.type().equals(DocumentReceived.TYPE)) {
            return;
        }
        UUID id = UUID.fromString(event.id());
        DocumentReceived document = json.treeToValue(event.data(), DocumentReceived.class);
        transactions.executeWithoutResult(status -> {
            jobs.add(document.asJob(id, event, clock.instant()));
            executions.start(id, workflow, new DocumentApproval.Input(id, document));
        });
    }
}
