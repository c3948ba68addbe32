package dev.sluice.approval.durable.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import dev.sluice.approval.durable.Invocation;
import dev.sluice.approval.durable.StepBody;
import dev.sluice.approval.durable.StepConfig;
import dev.sluice.approval.durable.StepConfig.Semantics;
import dev.sluice.approval.durable.history.Claim;
import dev.sluice.approval.durable.history.Journal;
import dev.sluice.common.test.SettableClock;

import static org.assertj.core.api.Assertions.assertThat;

class LeaseTests {

    private final SettableClock clock = new SettableClock();

    @Test
    void oneInstanceClaimsAnExecution() {
        TestWorkflow workflow = new TestWorkflow((context, input) -> input);
        TestEngine first = new TestEngine(clock, workflow);
        TestEngine second = new TestEngine(clock, workflow);
        first.start(workflow);
        assertThat(first.claim()).hasSize(1);
        assertThat(second.claim()).isEmpty();
        clock.advance(TestEngine.LEASE.minusMillis(1));
        assertThat(second.claim()).isEmpty();
    }

    @Test
    void noMoreAreClaimedThanAskedForWhateverThePlan() {
        TestWorkflow workflow = new TestWorkflow((context, input) -> input);
        TestEngine engine = new TestEngine(clock, workflow);
        for (int i = 0; i < 6; i++) {
            engine.start(workflow);
        }
        List<Claim> claims = engine.transactions.execute(status -> {
            // What is left is a nested loop, which may run the selection once for each row.
            for (String kind : List.of("hashjoin", "mergejoin", "hashagg", "sort", "material", "memoize",
                    "indexscan", "bitmapscan")) {
                engine.jdbc.sql("set local enable_" + kind + " = off").update();
            }
            return engine.executions.claim(engine.worker, List.of(workflow.name()), 2, clock.instant(),
                    clock.instant().plus(TestEngine.LEASE));
        });
        assertThat(claims).hasSize(2);
    }

    @Test
    void anotherInstanceTakesOverWhenTheLeaseHasEnded() {
        AtomicInteger runs = new AtomicInteger();
        TestWorkflow workflow = new TestWorkflow((context, input) ->
                context.step("once", Integer.class, runs::incrementAndGet));
        TestEngine dead = new TestEngine(clock, workflow);
        TestEngine alive = new TestEngine(clock, workflow);
        UUID id = dead.start(workflow);
        dead.claim();
        clock.advance(TestEngine.LEASE);
        alive.runDue();
        assertThat(alive.status(id)).isEqualTo("SUCCEEDED");
        assertThat(runs).hasValue(1);
    }

    @Test
    void aRenewedLeaseIsNotTakenOver() {
        TestWorkflow workflow = new TestWorkflow((context, input) -> input);
        TestEngine busy = new TestEngine(clock, workflow);
        UUID id = busy.start(workflow);
        busy.claim();
        clock.advance(TestEngine.LEASE.dividedBy(2));
        busy.executions.renew(busy.worker, List.of(id), clock.instant().plus(TestEngine.LEASE));
        clock.advance(TestEngine.LEASE.dividedBy(2));
        assertThat(new TestEngine(clock, workflow).claim()).isEmpty();
    }

    @Test
    void anInstanceThatLostItsLeaseCannotWriteACheckpoint() {
        AtomicReference<Runnable> duringTheStep = new AtomicReference<>(() -> { });
        TestWorkflow workflow = new TestWorkflow((context, input) -> {
            String result = context.step("long", String.class, () -> {
                duringTheStep.getAndSet(() -> { }).run();
                return "result";
            });
            return context.step("next", String.class, () -> result);
        });
        TestEngine slow = new TestEngine(clock, workflow);
        TestEngine other = new TestEngine(clock, workflow);
        UUID id = slow.start(workflow);
        duringTheStep.set(() -> {
            clock.advance(TestEngine.LEASE);
            other.runDue();
        });
        Claim claim = slow.claim().getFirst();
        Invocation.Outcome outcome = invoke(slow, workflow, claim);
        assertThat(outcome).isInstanceOf(Invocation.Outcome.Abandoned.class);
        assertThat(other.status(id)).isEqualTo("SUCCEEDED");
        assertThat(other.history(id)).containsExactly("ExecutionStarted", "StepStarted 1", "StepSucceeded 1",
                "StepStarted 2", "StepSucceeded 2", "InvocationCompleted", "ExecutionSucceeded");
    }

    @Test
    void aStepInOneTransactionOfAnInstanceThatLostItsLeaseLeavesNothing() {
        UUID row = UUID.randomUUID();
        TestWorkflow written = new TestWorkflow((context, input) -> null);
        AtomicReference<TestEngine> slow = new AtomicReference<>();
        AtomicBoolean first = new AtomicBoolean(true);
        AtomicReference<TestEngine> other = new AtomicReference<>();
        StepConfig together = StepConfig.DEFAULT.with(Semantics.IN_ONE_TRANSACTION);
        TestWorkflow workflow = new TestWorkflow((context, input) ->
                context.step("write", String.class, together, () -> {
                    if (first.getAndSet(false)) {
                        clock.advance(TestEngine.LEASE);
                        Thread.ofVirtual().start(() -> other.get().runDue()).join();
                        slow.get().durable.start(row, written, "by the one that lost its lease");
                    }
                    return "written";
                }));
        slow.set(new TestEngine(clock, workflow));
        other.set(new TestEngine(clock, workflow));
        UUID id = slow.get().start(workflow);
        slow.get().runDue();
        assertThat(slow.get().status(id)).isEqualTo("SUCCEEDED");
        assertThat(slow.get().durable.history(row)).isEmpty();
    }

    @Test
    void aDatabaseThatFailsIsNotAFailureOfTheWorkflow() {
        AtomicBoolean down = new AtomicBoolean();
        AtomicBoolean caught = new AtomicBoolean();
        TestWorkflow workflow = new TestWorkflow((context, input) -> {
            context.step("one", String.class, () -> {
                down.set(true);
                return "1";
            });
            try {
                context.step("two", String.class, () -> "2");
            }
            catch (Exception e) {
                caught.set(true);
            }
            return "done";
        });
        TestEngine engine = new TestEngine(clock, failing(down), workflow);
        UUID id = engine.start(workflow);
        engine.runDue();
        assertThat(caught).isFalse();
        assertThat(engine.status(id)).isEqualTo("RUNNING");
        down.set(false);
        workflow.deploy((context, input) -> {
            context.step("one", String.class, () -> "1");
            context.step("two", String.class, () -> "2");
            return "done";
        });
        // Given back: tried again before the lease ends.
        clock.advance(Duration.ofSeconds(2));
        engine.runDue();
        assertThat(engine.status(id)).isEqualTo("SUCCEEDED");
    }

    @Test
    void anExecutionThatEndsEveryInvocationFailsInTheEnd() {
        AtomicInteger runs = new AtomicInteger();
        TestWorkflow workflow = new TestWorkflow((context, input) -> context.step("poison", String.class,
                () -> {
            runs.incrementAndGet();
            throw new OutOfMemoryError("again");
        }));
        TestEngine engine = new TestEngine(clock, workflow);
        UUID id = engine.start(workflow);
        List<Duration> pauses = new ArrayList<>();
        while (engine.status(id).equals("PENDING") || engine.status(id).equals("RUNNING")) {
            assertThat(runs.get()).isLessThan(100);
            engine.runDue();
            engine.executions.nextDue(List.of(workflow.name())).ifPresent(due -> {
                Duration pause = Duration.between(clock.instant(), due);
                pauses.add(pause);
                clock.advance(pause);
            });
        }
        assertThat(engine.status(id)).isEqualTo("FAILED");
        // The first one got as far as the start of the step.
        assertThat(runs).hasValue(11);
        assertThat(pauses).startsWith(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(4),
                Duration.ofSeconds(8)).endsWith(Duration.ofMinutes(5));
        assertFailedWithoutProgress(workflow);
    }

    @Test
    void anExecutionThatKillsEveryInstanceFailsInTheEnd() {
        AtomicInteger runs = new AtomicInteger();
        TestWorkflow workflow = new TestWorkflow((context, input) ->
                context.step("poison", Integer.class, runs::incrementAndGet));
        TestEngine engine = new TestEngine(clock, workflow);
        UUID id = engine.start(workflow);
        for (int killed = 0; killed < 10; killed++) {
            assertThat(new TestEngine(clock, workflow).claim()).hasSize(1);
            clock.advance(TestEngine.LEASE);
        }
        engine.runDue();
        assertThat(engine.status(id)).isEqualTo("FAILED");
        assertThat(runs).hasValue(0);
        assertFailedWithoutProgress(workflow);
    }

    @Test
    void progressMakesUpForWhatCameBefore() {
        AtomicInteger runs = new AtomicInteger();
        StepBody<Integer> nineTimesBad = () -> {
            if (runs.incrementAndGet() % 10 != 0) {
                throw new OutOfMemoryError("again");
            }
            return runs.get();
        };
        TestWorkflow workflow = new TestWorkflow((context, input) ->
                context.step("one", Integer.class, nineTimesBad)
                        + context.step("two", Integer.class, nineTimesBad));
        TestEngine engine = new TestEngine(clock, workflow);
        UUID id = engine.start(workflow);
        for (int round = 0; round < 20; round++) {
            engine.runDue();
            clock.advance(Duration.ofMinutes(5));
        }
        assertThat(engine.status(id)).isEqualTo("SUCCEEDED");
    }

    private static void assertFailedWithoutProgress(TestWorkflow workflow) {
        assertThat(workflow.failures()).singleElement().satisfies(failure ->
                assertThat(failure).hasToString("NoProgress: Begun 10 times in a row without getting on"));
    }

    private static Invocation.Outcome invoke(TestEngine engine, TestWorkflow workflow, Claim claim) {
        Journal journal = new Journal(engine.executions, engine.transactions, engine.clock, claim);
        return new Invocation<>(workflow, journal, TestEngine.JSON, (name, step, succeeded, took) -> { },
                () -> false).outcome();
    }

    private static TransactionTemplate failing(AtomicBoolean down) {
        JdbcTransactionManager real = new JdbcTransactionManager(TestEngine.database()) {
            @Override
            protected void doBegin(Object transaction, TransactionDefinition definition) {
                if (down.get()) {
                    throw new TransientDataAccessResourceException("The database is away");
                }
                super.doBegin(transaction, definition);
            }
        };
        return new TransactionTemplate(real);
    }
}
