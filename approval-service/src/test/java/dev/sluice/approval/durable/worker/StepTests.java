package dev.sluice.approval.durable.worker;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import dev.sluice.approval.durable.Backoff;
import dev.sluice.approval.durable.RetryStrategy;
import dev.sluice.approval.durable.StepConfig;
import dev.sluice.approval.durable.StepConfig.Semantics;
import dev.sluice.common.test.SettableClock;

import static org.assertj.core.api.Assertions.assertThat;

/** How often a step runs, and what is left of it. */
class StepTests {

    private static final StepConfig NO_RETRY = StepConfig.DEFAULT.with(RetryStrategy.NONE);
    private final SettableClock clock = new SettableClock();

    @Test
    void aResultThatCannotBeStoredFailsTheExecutionBeforeAnythingElseHappens() {
        AtomicInteger after = new AtomicInteger();
        TestWorkflow workflow = new TestWorkflow((context, input) -> {
            context.step("poison", String.class, () -> "\u0000");
            return context.step("after", Integer.class, after::incrementAndGet);
        });
        TestEngine engine = new TestEngine(clock, workflow);
        UUID id = engine.start(workflow);
        engine.runDue();
        assertThat(engine.status(id)).isEqualTo("FAILED");
        assertThat(after).hasValue(0);
        assertThat(engine.history(id)).containsExactly("ExecutionStarted", "StepStarted 1",
                "InvocationCompleted", "ExecutionFailed");
        assertThat(workflow.failures()).singleElement()
                .satisfies(failure -> assertThat(failure.type()).isEqualTo("Unrecordable"));
    }

    @Test
    void aReasonIsKeptWhateverItsTextHolds() {
        TestWorkflow workflow = new TestWorkflow((context, input) ->
                context.step("broken", String.class, NO_RETRY, () -> {
                    throw new IllegalStateException("a\u0000" + "\ud83d\ude00".repeat(2_000));
                }));
        TestEngine engine = new TestEngine(clock, workflow);
        UUID id = engine.start(workflow);
        engine.runDue();
        assertThat(engine.status(id)).isEqualTo("FAILED");
        assertThat(engine.durable.operations(id).getFirst().error().message())
                .startsWith("a\ufffd\ud83d\ude00").endsWith("\ude00");
    }

    @Test
    void aFailedAttemptIsMadeAgainAfterItsDelay() {
        AtomicInteger attempts = new AtomicInteger();
        RetryStrategy oneSecond = (error, attempt) -> Optional.of(Duration.ofSeconds(1));
        TestWorkflow workflow = new TestWorkflow((context, input) ->
                context.step("flaky", String.class, StepConfig.DEFAULT.with(oneSecond), () -> {
                    if (attempts.incrementAndGet() == 1) {
                        throw new IllegalStateException("not yet");
                    }
                    return "done";
                }));
        TestEngine engine = new TestEngine(clock, workflow);
        UUID id = engine.start(workflow);
        engine.runDue();
        engine.runDue();
        assertThat(attempts).hasValue(1);
        clock.advance(Duration.ofSeconds(1));
        engine.runDue();
        assertThat(engine.history(id)).containsExactly("ExecutionStarted", "StepStarted 1", "StepFailed 1",
                "InvocationCompleted", "StepStarted 1", "StepSucceeded 1", "InvocationCompleted",
                "ExecutionSucceeded");
        assertThat(engine.durable.operations(id)).singleElement()
                .satisfies(step -> assertThat(step.attempts()).isEqualTo(2));
    }

    @Test
    void anExecutionFailsWhenRetriesAreUsedUpAndKeepsItsHistory() {
        AtomicInteger attempts = new AtomicInteger();
        Backoff twice = new Backoff(2, Duration.ZERO, Duration.ZERO, 1);
        TestWorkflow workflow = new TestWorkflow((context, input) ->
                context.step("broken", String.class, StepConfig.DEFAULT.with(twice), () -> {
                    attempts.incrementAndGet();
                    throw new IllegalArgumentException("never");
                }));
        TestEngine engine = new TestEngine(clock, workflow);
        UUID id = engine.start(workflow);
        engine.runDue();
        engine.runDue();
        assertThat(attempts).hasValue(2);
        assertThat(engine.status(id)).isEqualTo("FAILED");
        assertThat(engine.history(id)).endsWith("StepFailed 1", "InvocationCompleted", "ExecutionFailed");
        assertThat(workflow.failures()).singleElement()
                .satisfies(failure -> assertThat(failure).hasToString("IllegalArgumentException: never"));
    }

    @Test
    void aFailureThatIsHopelessIsNotTriedAgain() {
        RetryStrategy except = Backoff.DEFAULT.except(IllegalArgumentException.class);
        TestWorkflow workflow = new TestWorkflow((context, input) ->
                context.step("hopeless", String.class, StepConfig.DEFAULT.with(except), () -> {
                    throw new IllegalArgumentException("never");
                }));
        TestEngine engine = new TestEngine(clock, workflow);
        UUID id = engine.start(workflow);
        engine.runDue();
        assertThat(engine.status(id)).isEqualTo("FAILED");
    }

    @Test
    void aStepIsOneCheckpointAndHoldsNoOther() {
        TestWorkflow workflow = new TestWorkflow((context, input) -> context.step("outer", String.class,
                NO_RETRY,
                () -> context.step("inner", String.class, () -> "nested")));
        TestEngine engine = new TestEngine(clock, workflow);
        UUID id = engine.start(workflow);
        engine.runDue();
        assertThat(engine.status(id)).isEqualTo("FAILED");
        assertThat(workflow.failures().getFirst().message()).contains("A step is one checkpoint");
    }

    @Test
    void aStepThatMayRunOnceOnlyIsNotRunAgainAfterACrash() {
        AtomicInteger runs = new AtomicInteger();
        StepConfig once = NO_RETRY.with(Semantics.AT_MOST_ONCE_PER_RETRY);
        TestWorkflow workflow = new TestWorkflow((context, input) -> context.step("pay", String.class, once,
                () -> {
            runs.incrementAndGet();
            throw new OutOfMemoryError("as a crash would end it");
        }));
        TestEngine engine = new TestEngine(clock, workflow);
        UUID id = engine.start(workflow);
        engine.runDue();
        assertThat(engine.history(id)).containsExactly("ExecutionStarted", "StepStarted 1");
        clock.advance(TestEngine.LEASE);
        engine.runDue();
        assertThat(runs).hasValue(1);
        assertThat(engine.status(id)).isEqualTo("FAILED");
        assertThat(workflow.failures().getFirst().type()).isEqualTo("StepInterrupted");
    }

    @Test
    void aStepWithItsCheckpointInOneTransactionLeavesNothingWhenItFails() {
        UUID row = UUID.randomUUID();
        AtomicReference<TestEngine> engine = new AtomicReference<>();
        StepConfig together = NO_RETRY.with(Semantics.IN_ONE_TRANSACTION);
        TestWorkflow other = new TestWorkflow((context, input) -> null);
        TestWorkflow workflow = new TestWorkflow((context, input) -> context.step("write", String.class,
                together, () -> {
            engine.get().durable.start(row, other, "written by the step");
            throw new IllegalStateException("after writing");
        }));
        engine.set(new TestEngine(clock, workflow));
        UUID id = engine.get().start(workflow);
        engine.get().runDue();
        assertThat(engine.get().status(id)).isEqualTo("FAILED");
        assertThat(engine.get().durable.history(row)).isEmpty();
    }
}
