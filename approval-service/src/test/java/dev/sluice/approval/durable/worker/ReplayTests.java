package dev.sluice.approval.durable.worker;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import dev.sluice.approval.durable.Backoff;
import dev.sluice.approval.durable.CallbackConfig;
import dev.sluice.approval.durable.DurableFailure;
import dev.sluice.approval.durable.RetryStrategy;
import dev.sluice.approval.durable.StepConfig;
import dev.sluice.approval.durable.StepConfig.Semantics;
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
    void aStepOfAnotherNameAtTheSamePositionFailsTheExecution() {
        TestWorkflow workflow = new TestWorkflow((context, input) -> {
            context.step("debit", String.class, () -> "1");
            context.wait("a while", Duration.ofSeconds(1));
            return null;
        });
        AtomicInteger strangers = new AtomicInteger();
        assertBreaks(workflow, (context, input) -> {
            context.step("credit", String.class, () -> "" + strangers.incrementAndGet());
            return null;
        }, "Operation 1 is Step 'credit' in the code but Step 'debit' in the history");
        assertThat(strangers).hasValue(0);
    }

    @Test
    void anOperationOfAnotherTypeAtTheSamePositionFailsTheExecution() {
        TestWorkflow workflow = new TestWorkflow((context, input) -> {
            context.step("pause", String.class, () -> "1");
            context.wait("a while", Duration.ofSeconds(1));
            return null;
        });
        assertBreaks(workflow, (context, input) -> {
            context.wait("pause", Duration.ofSeconds(1));
            return null;
        }, "Operation 1 is Wait 'pause' in the code but Step 'pause' in the history");
    }

    @Test
    void anOperationThatIsNoLongerInTheCodeFailsTheExecution() {
        TestWorkflow workflow = new TestWorkflow((context, input) -> {
            context.step("debit", String.class, () -> "1");
            context.wait("a while", Duration.ofSeconds(1));
            return null;
        });
        assertBreaks(workflow, (context, input) -> context.step("debit", String.class, () -> "1"),
                "Operation 2, Wait 'a while' in the history, is not in the code");
    }

    @Test
    void aChangeInsideAChildContextIsFoundToo() {
        TestWorkflow workflow = new TestWorkflow((context, input) ->
                context.runInChildContext("part", String.class, child -> {
                    child.step("one", String.class, () -> "1");
                    child.wait("a while", Duration.ofSeconds(1));
                    return "done";
                }));
        assertBreaks(workflow, (context, input) -> context.runInChildContext("part", String.class,
                child -> child.step("two", String.class, () -> "1")), "Operation 1-1 is Step 'two'");
    }

    @Test
    void aResultThatTheCodeCannotReadAnyMoreFailsTheExecution() {
        TestWorkflow workflow = new TestWorkflow((context, input) -> {
            context.step("amount", String.class, () -> "twelve");
            context.wait("a while", Duration.ofSeconds(1));
            return null;
        });
        assertBreaks(workflow, (context, input) -> {
            context.step("amount", Integer.class, () -> 12);
            return null;
        }, "The recorded result of 'amount' does not read as Integer");
    }

    private void assertBreaks(TestWorkflow workflow, TestWorkflow.Body changed, String message) {
        TestEngine engine = new TestEngine(clock, workflow);
        UUID id = engine.start(workflow);
        engine.runDue();
        List<String> before = engine.history(id);
        workflow.deploy(changed);
        clock.advance(Duration.ofSeconds(1));
        engine.runDue();
        assertThat(engine.status(id)).isEqualTo("FAILED");
        assertThat(engine.history(id)).startsWith(before.toArray(String[]::new))
                .endsWith("InvocationCompleted", "ExecutionFailed").hasSize(before.size() + 2);
        assertThat(workflow.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.type()).isEqualTo("NonDeterministicExecution");
            assertThat(failure.message()).startsWith(message);
        });
    }

    @Test
    void aWorkflowCannotSwallowItsSuspension() {
        AtomicInteger after = new AtomicInteger();
        TestWorkflow workflow = new TestWorkflow((context, input) -> {
            try {
                context.wait("a while", Duration.ofSeconds(1));
            } catch (Throwable swallowed) {
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
