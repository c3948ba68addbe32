package dev.sluice.approval.durable;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.sluice.approval.durable.history.Failure;

/**
 * A workflow as code. It is run from the top again after every wait and every crash, so everything outside
 * a step must be deterministic: no clock, no random number, no query.
 *
 * @param <I> what an execution is started with; read from and written to JSON
 */
public interface Workflow<I> {

    /** The stable name under which executions are stored. */
    String name();

    Class<I> inputType();

    /** Runs the workflow; what it throws fails the execution for good. */
    @Nullable Object run(DurableContext context, I input) throws Exception;

    /**
     * Called in the transaction that records the execution as failed; what it writes is there exactly once.
     * It is not given the input, which may be what no longer reads. Where it throws and no later try gets
     * on either, the execution ends without it.
     */
    default void failed(UUID executionId, Failure failure) {
    }
}
