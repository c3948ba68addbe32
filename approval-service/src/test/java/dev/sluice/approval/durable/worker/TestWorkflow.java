package dev.sluice.approval.durable.worker;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import dev.sluice.approval.durable.DurableContext;
import dev.sluice.approval.durable.Workflow;
import dev.sluice.approval.durable.history.Failure;

/**
 * A workflow given as a lambda, under a name that no other test has. Its body can be exchanged, as by a
 * deployment.
 */
final class TestWorkflow implements Workflow<String> {

    private final String name = "test-" + UUID.randomUUID();
    private final List<Failure> failures = new CopyOnWriteArrayList<>();
    private volatile Body body;
    private volatile Consumer<Failure> onFailure = failure -> { };

    interface Body {
        Object run(DurableContext context, String input) throws Exception;
    }

    TestWorkflow(Body body) {
        this.body = body;
    }

    /** What is done before a failure is noted. */
    void whenFailed(Consumer<Failure> action) {
        onFailure = action;
    }

    void deploy(Body changed) {
        body = changed;
    }

    List<Failure> failures() {
        return failures;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Class<String> inputType() {
        return String.class;
    }

    @Override
    public Object run(DurableContext context, String input) throws Exception {
        return body.run(context, input);
    }

    @Override
    public void failed(UUID executionId, Failure failure) {
        onFailure.accept(failure);
        failures.add(failure);
    }
}
