package dev.sluice.approval.durable.worker;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import dev.sluice.approval.durable.CallbackConfig;
import dev.sluice.approval.durable.Callbacks.Outcome;
import dev.sluice.approval.durable.DurableFailure;
import dev.sluice.approval.durable.StepConfig;
import dev.sluice.approval.durable.history.Failure;
import dev.sluice.common.test.SettableClock;

import static org.assertj.core.api.Assertions.assertThat;

class CallbackTests {

    private static final Duration TIMEOUT = Duration.ofHours(1);

    private final SettableClock clock = new SettableClock();
    private final AtomicReference<String> callback = new AtomicReference<>();
    private final AtomicReference<Object> seen = new AtomicReference<>();
    private final TestWorkflow workflow = new TestWorkflow((context, input) -> {
        try {
            seen.set(context.waitForCallback("ask", String.class,
                    new CallbackConfig(TIMEOUT, StepConfig.DEFAULT), callback::set));
        }
        catch (DurableFailure e) {
            seen.set(e);
        }
        context.step("after", String.class, () -> "after");
        return null;
    });
    private final TestEngine engine = new TestEngine(clock, workflow);

    private UUID waiting() {
        UUID id = engine.start(workflow);
        engine.runDue();
        assertThat(engine.status(id)).isEqualTo("PENDING");
        return id;
    }

    @Test
    void anAnswerIsTakenOnce() {
        UUID id = waiting();
        assertThat(engine.callbacks.succeed(callback.get(), "yes")).isEqualTo(Outcome.ACCEPTED);
        assertThat(engine.callbacks.succeed(callback.get(), "no")).isEqualTo(Outcome.ALREADY_ENDED);
        engine.runDue();
        assertThat(seen).hasValue("yes");
        assertThat(engine.callbacks.fail(callback.get(), new Failure("Late",
                ""))).isEqualTo(Outcome.ALREADY_ENDED);
        assertThat(engine.status(id)).isEqualTo("SUCCEEDED");
    }

    @Test
    void anAnswerMayBeAFailureThatTheWorkflowSees() {
        waiting();
        engine.callbacks.fail(callback.get(), new Failure("Busy", "come back tomorrow"));
        engine.runDue();
        assertThat(seen.get()).isInstanceOfSatisfying(DurableFailure.CallbackFailed.class,
                failure -> assertThat(failure.failure()).hasToString("Busy: come back tomorrow"));
    }

    @Test
    void anAnswerThatComesBeforeTheWorkflowSleepsIsNotLost() {
        TestWorkflow hasty = new TestWorkflow((context, input) -> context.waitForCallback("ask", String.class,
                new CallbackConfig(null, StepConfig.DEFAULT), id -> engine.callbacks.succeed(id, "at once")));
        TestEngine other = new TestEngine(clock, hasty);
        UUID id = other.start(hasty);
        other.runDue();
        other.runDue();
        assertThat(other.status(id)).isEqualTo("SUCCEEDED");
        assertThat(other.history(id)).containsOnlyOnce("CallbackSucceeded 1-1");
    }

    @Test
    void anAnswerRolledBackWithItsTransactionWakesNobody() {
        UUID id = waiting();
        engine.transactions.executeWithoutResult(status -> {
            engine.callbacks.succeed(callback.get(), "never happened");
            status.setRollbackOnly();
        });
        engine.runDue();
        assertThat(engine.status(id)).isEqualTo("PENDING");
        assertThat(engine.callbacks.succeed(callback.get(), "yes")).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void silenceEndsAtTheTimeout() {
        UUID id = waiting();
        clock.advance(TIMEOUT.minusMillis(1));
        engine.runDue();
        assertThat(seen).hasValue(null);
        clock.advance(Duration.ofMillis(1));
        assertThat(engine.callbacks.succeed(callback.get(), "too late")).isEqualTo(Outcome.ALREADY_ENDED);
        engine.runDue();
        assertThat(seen.get()).isInstanceOf(DurableFailure.CallbackTimedOut.class);
        assertThat(engine.history(id)).containsOnlyOnce("CallbackTimedOut 1-1").contains("ContextFailed 1");
    }

    @Test
    void nobodyAnswersWhatIsNotAsked() {
        assertThat(engine.callbacks.succeed("nonsense", "yes")).isEqualTo(Outcome.UNKNOWN);
        assertThat(engine.callbacks.succeed(UUID.randomUUID() + ":1", "yes")).isEqualTo(Outcome.UNKNOWN);
    }

    /** The clock of the answering side is a moment behind, so both believe that they are in time. */
    @RepeatedTest(20)
    void anAnswerAndTheTimeoutCannotBothWin() throws Exception {
        UUID id = waiting();
        SettableClock behind = new SettableClock();
        behind.advance(Duration.between(behind.instant(), clock.instant()));
        clock.advance(TIMEOUT);
        TestEngine elsewhere = new TestEngine(behind, workflow);
        CyclicBarrier together = new CyclicBarrier(2);
        Outcome answer;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Outcome> answering = threads.submit(() -> {
                together.await();
                return elsewhere.callbacks.succeed(callback.get(), "yes");
            });
            threads.submit(() -> {
                together.await();
                engine.runDue();
                return null;
            }).get();
            answer = answering.get();
        }
        engine.runDue();
        assertThat(engine.status(id)).isEqualTo("SUCCEEDED");
        List<String> ends = engine.history(id).stream()
                .filter(event -> event.equals("CallbackSucceeded 1-1") || event.equals(
                        "CallbackTimedOut 1-1"))
                .toList();
        assertThat(ends).containsExactly(
                answer == Outcome.ACCEPTED ? "CallbackSucceeded 1-1" : "CallbackTimedOut 1-1");
        assertThat(seen.get() instanceof String).isEqualTo(answer == Outcome.ACCEPTED);
    }
}
