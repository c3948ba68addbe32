package dev.sluice.approval.document;

import java.time.Clock;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

import dev.sluice.approval.durable.Backoff;
import dev.sluice.approval.durable.CallbackConfig;
import dev.sluice.approval.durable.DurableContext;
import dev.sluice.approval.durable.DurableExecutions;
import dev.sluice.approval.durable.DurableFailure.CallbackTimedOut;
import dev.sluice.approval.durable.StepConfig;
import dev.sluice.approval.durable.StepConfig.Semantics;
import dev.sluice.approval.durable.Workflow;
import dev.sluice.approval.durable.history.Failure;
import dev.sluice.approval.table.Extraction.Extracted;
import dev.sluice.approval.table.Transformation.Transformed;
import dev.sluice.approval.table.UnreadableDocument;

/**
 * The main job: extract, transform, load, wait for a human, finalize, archive. What goes through a step's
 * result is small; rows travel from step to step as objects.
 */
@Component
class DocumentApproval implements Workflow<DocumentApproval.Input> {

    private final DocumentSteps steps;
    private final StagingRemoval stagingRemoval;
    private final DurableExecutions executions;
    private final Jobs jobs;
    private final Announcements announcements;
    private final DocumentProperties properties;
    private final Clock clock;
    private final StepConfig onObjects;
    private final StepConfig onRows;

    /** The job's id, which is the execution's as well, and the document it is about. */
    @JsonNaming(SnakeCaseStrategy.class)
    record Input(UUID jobId, DocumentReceived document) {
    }

    DocumentApproval(DocumentSteps steps, StagingRemoval stagingRemoval, DurableExecutions executions,
            Jobs jobs, Announcements announcements, DocumentProperties properties, Clock clock) {
        this.steps = steps;
        this.stagingRemoval = stagingRemoval;
        this.executions = executions;
        this.jobs = jobs;
        this.announcements = announcements;
        this.properties = properties;
        this.clock = clock;
        DocumentProperties.Retry retry = properties.retry();
        Backoff backoff = new Backoff(retry.attempts(), retry.initial(), retry.max(), 2);
        this.onObjects = StepConfig.DEFAULT.with(
                backoff.except(UnreadableDocument.class).except(DigestMismatch.class));
        this.onRows = onObjects.with(Semantics.IN_ONE_TRANSACTION);
    }

    @Override
    public String name() {
        return "document-approval";
    }

    @Override
    public Class<Input> inputType() {
        return Input.class;
    }

    @Override
    public @Nullable Object run(DurableContext context, Input input) {
        UUID id = input.jobId();
        DocumentReceived document = input.document();
        Extracted extracted = context.step("extract", Extracted.class, onObjects,
                () -> steps.extract(id, document));
        Transformed transformed = context.step("transform", Transformed.class, onObjects,
                () -> steps.transform(id, document, extracted));
        Loaded loaded = context.step("load", Loaded.class, onObjects, () -> steps.load(id, transformed));
        try {
            Verdict verdict = context.waitForCallback("approval", Verdict.class,
                    new CallbackConfig(properties.expiry(), onRows),
                    callbackId -> jobs.open(id, loaded, callbackId, clock.instant()));
            if (verdict.approved()) {
                publish(context, input, loaded);
            }
        }
        catch (CallbackTimedOut nobodyDecided) {
            context.step("expire", Boolean.class, onRows, () -> expire(id));
        }
        context.step("clean-up", Boolean.class, onObjects, () -> {
            steps.removeStaging(id);
            return true;
        });
        return null;
    }

    private void publish(DurableContext context, Input input, Loaded loaded) {
        UUID id = input.jobId();
        String outputKey = context.step("finalize", String.class, onObjects,
                () -> steps.finalizeOutput(id, loaded.digest()));
        String archiveKey = context.step("archive", String.class, onObjects,
                () -> steps.archive(input.document()));
        context.step("complete", Boolean.class, onRows, () -> {
            boolean completed = jobs.complete(id, outputKey, archiveKey);
            if (completed) {
                announcements.announce(id, Announcements.APPROVED);
            }
            return completed;
        });
    }

    private boolean expire(UUID id) {
        boolean expired = jobs.expire(id);
        if (expired) {
            announcements.announce(id, Announcements.EXPIRED);
        }
        return expired;
    }

    @Override
    public void failed(UUID id, Failure failure) {
        if (jobs.fail(id, failure.toString())) {
            announcements.announce(id, Announcements.FAILED);
        }
        // Of its own, since an execution that has failed does nothing more.
        executions.start(UUID.randomUUID(), stagingRemoval, id);
    }
}
