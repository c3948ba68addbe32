package dev.sluice.approval.document;

import java.time.Duration;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.sluice.approval.durable.Backoff;
import dev.sluice.approval.durable.DurableContext;
import dev.sluice.approval.durable.StepConfig;
import dev.sluice.approval.durable.Workflow;

/** Removes what a failed job has left in the staging area, and tries until it is gone. */
@Component
class StagingRemoval implements Workflow<UUID> {

    private static final StepConfig UNTIL_IT_IS_GONE = StepConfig.DEFAULT.with(
            new Backoff(Integer.MAX_VALUE, Duration.ofSeconds(1), Duration.ofHours(1), 2));

    private final DocumentSteps steps;

    StagingRemoval(DocumentSteps steps) {
        this.steps = steps;
    }

    @Override
    public String name() {
        return "staging-removal";
    }

    @Override
    public Class<UUID> inputType() {
        return UUID.class;
    }

    @Override
    public @Nullable Object run(DurableContext context, UUID jobId) {
        context.step("clean-up", Boolean.class, UNTIL_IT_IS_GONE, () -> {
            steps.removeStaging(jobId);
            return true;
        });
        return null;
    }
}
