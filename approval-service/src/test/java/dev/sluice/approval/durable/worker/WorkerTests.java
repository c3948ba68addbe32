package dev.sluice.approval.durable.worker;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import dev.sluice.approval.durable.CallbackConfig;
import dev.sluice.approval.durable.StepConfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class WorkerTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** So long that a test which needs it fails. */
    private static final Duration NEVER = Duration.ofMinutes(10);

    private final Clock clock = Clock.systemUTC();

    private static DurableProperties properties(int concurrency, Duration lease, Duration safetyPoll) {
        return new DurableProperties(concurrency, lease, safetyPoll, Duration.ofSeconds(10));
    }

    @Test
    void whatAnotherInstanceStartsIsHeardOfWithoutPolling() throws Exception {
        TestWorkflow workflow = new TestWorkflow((context, input) -> input);
        TestEngine working = new TestEngine(clock, workflow);
        TestEngine starting = new TestEngine(clock, workflow);
        try (AutoCloseable _ = working.work(properties(2, NEVER, NEVER))) {
            // The second is started while the worker sleeps.
            for (int i = 0; i < 2; i++) {
                UUID id = starting.start(workflow);
                await().atMost(PATIENCE).until(() -> working.status(id).equals("SUCCEEDED"));
            }
        }
    }

    @Test
    void aTimerWakesTheExecutionWithoutPolling() throws Exception {
        TestWorkflow workflow = new TestWorkflow((context, input) -> {
            context.wait("a moment", Duration.ofMillis(300));
            return input;
        });
        TestEngine engine = new TestEngine(clock, workflow);
        try (AutoCloseable _ = engine.work(properties(2, NEVER, NEVER))) {
            UUID id = engine.start(workflow);
            await().atMost(PATIENCE).until(() -> engine.status(id).equals("SUCCEEDED"));
        }
    }

    @Test
    void anAnswerWakesTheExecutionWithoutPolling() throws Exception {
        List<String> callbacks = new CopyOnWriteArrayList<>();
        TestWorkflow workflow = new TestWorkflow((context, input) -> context.waitForCallback("ask",
                String.class,
                new CallbackConfig(null, StepConfig.DEFAULT), callbacks::add));
        TestEngine engine = new TestEngine(clock, workflow);
        try (AutoCloseable _ = engine.work(properties(2, NEVER, NEVER))) {
            UUID id = engine.start(workflow);
            await().atMost(PATIENCE).until(() -> engine.status(id).equals("PENDING"));
            engine.callbacks.succeed(callbacks.getFirst(), "yes");
            await().atMost(PATIENCE).until(() -> engine.status(id).equals("SUCCEEDED"));
        }
    }

    @Test
    void noMoreThanTheSetNumberRunAtTheSameTime() throws Exception {
        AtomicInteger working = new AtomicInteger();
        CountDownLatch end = new CountDownLatch(1);
        TestWorkflow workflow = new TestWorkflow((context, input) -> context.step("work", Integer.class,
                () -> {
            int number = working.incrementAndGet();
            end.await();
            return number;
        }));
        TestEngine engine = new TestEngine(clock, workflow);
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            ids.add(engine.start(workflow));
        }
        try (AutoCloseable _ = engine.work(properties(3, NEVER, NEVER))) {
            await().atMost(PATIENCE).until(() -> working.get() == 3);
            // The others are not even claimed: another instance may have them.
            assertThat(ids).filteredOn(id -> engine.status(id).equals("RUNNING")).hasSize(3);
            end.countDown();
            await().atMost(PATIENCE)
                    .until(() -> ids.stream().allMatch(id -> engine.status(id).equals("SUCCEEDED")));
        }
    }

    @Test
    void aLongStepKeepsItsLease() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch end = new CountDownLatch(1);
        TestWorkflow workflow = new TestWorkflow((context, input) -> context.step("long", Integer.class,
                () -> {
            int run = runs.incrementAndGet();
            end.await();
            return run;
        }));
        TestEngine first = new TestEngine(clock, workflow);
        TestEngine second = new TestEngine(clock, workflow);
        // As short as it may be where a busy machine is late with a renewal.
        Duration lease = Duration.ofSeconds(2);
        DurableProperties shortLease = properties(2, lease, Duration.ofMillis(100));
        try (AutoCloseable _ = first.work(shortLease); AutoCloseable _ = second.work(shortLease)) {
            UUID id = first.start(workflow);
            await().atMost(PATIENCE).until(() -> runs.get() == 1);
            var firstLease = wakeAt(first, id);
            // Four renewals later nobody else has taken it.
            await().atMost(PATIENCE).until(() -> wakeAt(first, id)
                    .isAfter(firstLease.plus(lease.multipliedBy(2))));
            end.countDown();
            await().atMost(PATIENCE).until(() -> first.status(id).equals("SUCCEEDED"));
            assertThat(runs).hasValue(1);
        }
    }

    /** Also while it waits for a connection that does not come. */
    @Test
    void aWorkerThatStopsClaimsNothingMore() throws Exception {
        CountDownLatch inFirst = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch connecting = new CountDownLatch(1);
        var refused = new CompletableFuture<String>();
        TestWorkflow workflow = new TestWorkflow((context, input) -> {
            context.step("first", Boolean.class, () -> {
                inFirst.countDown();
                end.await();
                return true;
            });
            return context.step("second", String.class, () -> "done");
        });
        TestEngine engine = new TestEngine(clock, workflow);
        engine.start(workflow);
        Worker worker = new Worker(engine.executions, engine.runner, properties(2, NEVER, NEVER), () -> {
            connecting.countDown();
            throw new SQLException(refused.join());
        }, clock);
        worker.start();
        inFirst.await();
        connecting.await();
        int looks = engine.looks.get();
        Thread stopping = Thread.ofPlatform().start(worker::stop);
        await().atMost(PATIENCE).until(() -> stopping.getState() == Thread.State.TIMED_WAITING);
        end.countDown();
        stopping.join();
        refused.complete("the test is over");
        assertThat(engine.looks.get()).isLessThanOrEqualTo(looks + 1);
    }

    @Test
    void aWorkerThatStopsHandsOverBetweenSteps() throws Exception {
        CountDownLatch inFirst = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger firsts = new AtomicInteger();
        TestWorkflow workflow = new TestWorkflow((context, input) -> {
            context.step("first", Integer.class, () -> {
                inFirst.countDown();
                end.await();
                return firsts.incrementAndGet();
            });
            return context.step("second", String.class, () -> "done");
        });
        TestEngine engine = new TestEngine(clock, workflow);
        UUID id = engine.start(workflow);
        AutoCloseable worker = engine.work(properties(2, NEVER, NEVER));
        inFirst.await();
        Thread stopping = Thread.ofVirtual().start(() -> {
            try {
                worker.close();
            }
            catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        await().atMost(PATIENCE).until(() -> stopping.getState() == Thread.State.TIMED_WAITING);
        end.countDown();
        stopping.join();
        assertThat(engine.status(id)).isEqualTo("PENDING");
        assertThat(engine.history(id)).endsWith("StepSucceeded 1", "InvocationCompleted");
        TestEngine next = new TestEngine(clock, workflow);
        next.runDue();
        assertThat(next.status(id)).isEqualTo("SUCCEEDED");
        assertThat(firsts).hasValue(1);
    }

    @Test
    void waitingExecutionsCostNothing() throws Exception {
        TestWorkflow workflow = new TestWorkflow((context, input) -> context.waitForCallback("ask",
                String.class,
                new CallbackConfig(null, StepConfig.DEFAULT), id -> { }));
        TestEngine engine = new TestEngine(clock, workflow);
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            ids.add(engine.start(workflow));
        }
        try (AutoCloseable _ = engine.work(properties(8, NEVER, NEVER))) {
            await().atMost(PATIENCE).until(() -> parked(engine, workflow) == ids.size());
            assertThat(engine.executions.nextDue(List.of(workflow.name()))).isEmpty();
            await().atMost(PATIENCE).until(() -> looksStayTheSame(engine));
        }
    }

    private static int parked(TestEngine engine, TestWorkflow workflow) {
        return engine.jdbc.sql("select count(*) from execution"
                + " where workflow = ? and status = 'PENDING' and wake_at is null")
                .param(workflow.name()).query(Integer.class).single();
    }

    private static boolean looksStayTheSame(TestEngine engine) {
        int before = engine.looks.get();
        await().pollDelay(Duration.ofSeconds(1)).atMost(PATIENCE).until(() -> true);
        return engine.looks.get() == before;
    }

    private static Instant wakeAt(TestEngine engine, UUID id) {
        return engine.jdbc.sql("select wake_at from execution where id = ?").param(id)
                .query(OffsetDateTime.class).single().toInstant();
    }
}
