package dev.sluice.catalog.work;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.sluice.common.lifecycle.StopSignal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class WorkersTests {

    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration SOON = Duration.ofMillis(10);

    private final AtomicInteger due = new AtomicInteger();
    private final AtomicInteger looks = new AtomicInteger();
    private Workers workers = new Workers("test", 1, NEVER, this::doNext);

    private boolean doNext() {
        looks.incrementAndGet();
        return due.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }

    @AfterEach
    void stop() {
        workers.stop();
    }

    @Test
    void allThatIsDueIsDoneWithoutAWaitInBetween() {
        due.set(100);
        workers.start(new StopSignal());
        await().until(() -> looks.get() == 101);
    }

    @Test
    void whoeverWaitsHearsOfSomethingNew() {
        workers.start(new StopSignal());
        await().until(() -> looks.get() == 1);
        due.set(1);
        workers.tell();
        await().until(() -> due.get() == 0);
    }

    @Test
    void whatNobodyToldOfIsFoundAfterAWhile() {
        workers = new Workers("test", 1, SOON, this::doNext);
        workers.start(new StopSignal());
        await().until(() -> looks.get() > 1);
        due.set(1);
        await().until(() -> due.get() == 0);
    }

    @Test
    void aFailureIsFollowedByAPauseAndAnotherLook() {
        workers = new Workers("test", 1, SOON, () -> {
            if (looks.incrementAndGet() == 1) {
                throw new IllegalStateException("The database is away");
            }
            return false;
        });
        workers.start(new StopSignal());
        await().until(() -> looks.get() > 1);
    }

    @Test
    void asManyWorkAtATimeAsWereAskedFor() {
        CountDownLatch end = new CountDownLatch(1);
        workers = new Workers("test", 3, NEVER, () -> {
            looks.incrementAndGet();
            end.await();
            return false;
        });
        workers.start(new StopSignal());
        await().until(() -> looks.get() == 3);
        end.countDown();
    }

    @Test
    void aStopEndsTheWaitForWorkAtOnce() {
        workers.start(new StopSignal());
        await().until(() -> looks.get() == 1);
        assertStopsAtOnce();
    }

    @Test
    void aStopEndsThePauseAfterAFailureAtOnce() {
        workers = new Workers("test", 1, NEVER, () -> {
            looks.incrementAndGet();
            throw new IllegalStateException("The database is away");
        });
        workers.start(new StopSignal());
        await().until(() -> looks.get() == 1);
        assertStopsAtOnce();
    }

    private void assertStopsAtOnce() {
        long before = System.nanoTime();
        workers.stop();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
        assertThat(looks).hasValue(1);
    }

    @Test
    void aStopIsSignalledAndWaitsForWhatIsBeingDone() throws Exception {
        StopSignal stopping = new StopSignal();
        AtomicInteger done = new AtomicInteger();
        CountDownLatch end = new CountDownLatch(1);
        workers = new Workers("test", 1, NEVER, () -> {
            looks.incrementAndGet();
            end.await();
            done.incrementAndGet();
            return true;
        });
        workers.start(stopping);
        await().until(() -> looks.get() == 1);
        Thread stop = Thread.ofVirtual().start(workers::stop);
        assertThat(stopping.stoppedWithin(Duration.ofSeconds(30))).isTrue();
        assertThat(stop.join(Duration.ofMillis(300))).as("stopped while work was being done").isFalse();
        end.countDown();
        assertThat(stop.join(Duration.ofSeconds(30))).isTrue();
        assertThat(done).hasValue(1);
        assertThat(looks).hasValue(1);
    }

    @Test
    void whoeverWasStoppedCanStartAgain() {
        workers.start(new StopSignal());
        await().until(() -> looks.get() == 1);
        workers.stop();
        assertThat(workers.isRunning()).isFalse();
        workers.start(new StopSignal());
        assertThat(workers.isRunning()).isTrue();
        due.set(1);
        workers.tell();
        await().until(() -> due.get() == 0);
    }
}
