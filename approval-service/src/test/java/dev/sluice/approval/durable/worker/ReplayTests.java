package dev.sluice.approval.durable.worker;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import dev.sluice.approval.durable.CallbackConfig;
import dev.sluice.approval.durable.DurableFailure;
import dev.sluice.approval.durable.RetryStrategy;
import dev.sluice.approval.durable.StepConfig;
import dev.sluice.approval.durable.history.HistoryEvent;
import dev.sluice.common.test.SettableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class ReplayTests {

    private static final StepConfig NO_RETRY = StepConfig.DEFAULT.with(RetryStrategy.NONE);
    private final SettableClock clock = new SettableClock();

    @Test
    void aStepThatHasSucceededIsNotRunAgain() {
        AtomicInteger runs = new AtomicInteger();
        AtomicReference<String> seen = new AtomicReference<>();
        TestWorkflow workflow = new TestWorkflow((context, input) -> {
            String result = context.step("count", String.class, () -> input + runs.incrementAndGet());
            context.wait("an hour", Duration.ofHours(1));
            seen.set(result);
            return result;
        });
        TestEngine engine = new TestEngine(clock, workflow);
        UUID id = engine.start(workflow);
        engine.runDue();
        assertThat(engine.status(id)).isEqualTo("PENDING");
        clock.advance(Duration.ofMinutes(59));
        engine.runDue();
        assertThat(seen).hasValue(null);
        clock.advance(Duration.ofMinutes(1));
        engine.runDue();
        assertThat(seen).hasValue("in1");
        assertThat(runs).hasValue(1);
        assertThat(engine.history(id)).containsExactly("ExecutionStarted", "StepStarted 1", "StepSucceeded 1",
                "WaitStarted 2", "InvocationCompleted", "WaitSucceeded 2", "InvocationCompleted",
                "ExecutionSucceeded");
    }

    @Test
    void aWorkflowMayGoOnAfterAFailureAndSeesTheSameOneOnReplay() {
        List<String> seen = new CopyOnWriteArrayList<>();
        TestWorkflow workflow = new TestWorkflow((context, input) -> {
            DurableFailure failure = catchThrowableOfType(DurableFailure.StepFailed.class,
                    () -> context.step("broken", String.class, NO_RETRY, () -> {
                        throw new IllegalStateException("no");
                    }));
            seen.add(failure.failure().toString());
            context.wait("a while", Duration.ofSeconds(1));
            return "went on";
        });
        TestEngine engine = new TestEngine(clock, workflow);
        UUID id = engine.start(workflow);
        engine.runDue();
        clock.advance(Duration.ofSeconds(1));
        engine.runDue();
        assertThat(engine.status(id)).isEqualTo("SUCCEEDED");
        assertThat(seen).containsExactly("IllegalStateException: no", "IllegalStateException: no");
    }

    @Test
    void aWorkflowCannotSwallowItsSuspension() {
        AtomicInteger after = new AtomicInteger();
        TestWorkflow workflow = new TestWorkflow((context, input) -> {
            try {
                context.wait("a while", Duration.ofSeconds(1));
            }
            catch (Throwable swallowed) {
                context.step("never", Integer.class, after::incrementAndGet);
            }
            return "done";
        });
        TestEngine engine = new TestEngine(clock, workflow);
        UUID id = engine.start(workflow);
        engine.runDue();
        assertThat(engine.status(id)).isEqualTo("PENDING");
        assertThat(after).hasValue(0);
        clock.advance(Duration.ofSeconds(1));
        engine.runDue();
        assertThat(engine.status(id)).isEqualTo("SUCCEEDED");
    }

    @Test
    void aChildContextIsOneOperationFromOutside() {
        AtomicInteger runs = new AtomicInteger();
        TestWorkflow workflow = new TestWorkflow((context, input) -> {
            String result = context.runInChildContext("part", String.class, child -> {
                runs.incrementAndGet();
                return child.step("inner", String.class, () -> "inner");
            });
            context.wait("a while", Duration.ofSeconds(1));
            return result;
        });
        TestEngine engine = new TestEngine(clock, workflow);
        UUID id = engine.start(workflow);
        engine.runDue();
        clock.advance(Duration.ofSeconds(1));
        engine.runDue();
        assertThat(runs).hasValue(1);
        assertThat(engine.history(id)).containsExactly("ExecutionStarted", "ContextStarted 1",
                "StepStarted 1-1",
                "StepSucceeded 1-1", "ContextSucceeded 1", "WaitStarted 2", "InvocationCompleted",
                "WaitSucceeded 2", "InvocationCompleted", "ExecutionSucceeded");
    }

    @Test
    void aWaitForAnAnswerHasTheHistoryOfAws() {
        AtomicReference<String> callback = new AtomicReference<>();
        TestWorkflow workflow = new TestWorkflow((context, input) -> context.waitForCallback("ask",
                String.class,
                new CallbackConfig(null, StepConfig.DEFAULT), callback::set));
        TestEngine engine = new TestEngine(clock, workflow);
        UUID id = engine.start(workflow);
        engine.runDue();
        engine.callbacks.succeed(callback.get(), "yes");
        engine.runDue();
        assertThat(engine.history(id)).containsExactly("ExecutionStarted", "ContextStarted 1",
                "CallbackStarted 1-1", "StepStarted 1-2", "StepSucceeded 1-2", "InvocationCompleted",
                "CallbackSucceeded 1-1", "ContextSucceeded 1", "InvocationCompleted", "ExecutionSucceeded");
        HistoryEvent context = engine.durable.history(id).get(1);
        assertThat(context.operation().subType()).isEqualTo("WaitForCallback");
    }

    @Test
    void anExecutionIsStartedOncePerId() {
        TestWorkflow workflow = new TestWorkflow((context, input) -> input);
        TestEngine engine = new TestEngine(clock, workflow);
        UUID id = UUID.randomUUID();
        assertThat(engine.durable.start(id, workflow, "first")).isTrue();
        assertThat(engine.durable.start(id, workflow, "second")).isFalse();
        engine.runDue();
        assertThat(engine.durable.start(id, workflow, "third")).isFalse();
        engine.runDue();
        assertThat(engine.history(id)).containsOnlyOnce("ExecutionSucceeded").hasSize(3);
        assertThat(engine.durable.history(id).getLast().details().result().asString()).isEqualTo("first");
    }
}
