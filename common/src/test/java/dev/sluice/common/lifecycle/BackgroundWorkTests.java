package dev.sluice.common.lifecycle;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class BackgroundWorkTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void itBeginsEndsWhenAskedAndCanBeginAgain() {
        Semaphore begun = new Semaphore(0);
        AtomicInteger ended = new AtomicInteger();
        BackgroundWork work = new BackgroundWork("work", stopping -> {
            begun.release();
            assertThat(stopping.stoppedWithin(PATIENCE)).isTrue();
            ended.incrementAndGet();
        });
        assertThat(work.isRunning()).isFalse();
        assertThat(work.stop(() -> { }, PATIENCE)).isTrue();
        for (int time = 1; time <= 2; time++) {
            work.start();
            begun.acquireUninterruptibly();
            assertThat(work.isRunning()).isTrue();
            assertThat(work.stop(() -> { }, PATIENCE)).isTrue();
            assertThat(work.isRunning()).isFalse();
            assertThat(ended).hasValue(time);
        }
    }

    @Test
    void whatItWaitsForBesideTheSignalIsWoken() {
        Semaphore news = new Semaphore(0);
        BackgroundWork work = new BackgroundWork("work", stopping -> {
            while (!stopping.stopped()) {
                news.acquireUninterruptibly();
            }
        });
        work.start();
        assertThat(work.stop(news::release, PATIENCE)).isTrue();
    }

    @Test
    void itHasItsTurnWhileRequestsTakeAllCores() throws Exception {
        CountDownLatch worked = new CountDownLatch(1);
        CountDownLatch busy = new CountDownLatch(Runtime.getRuntime().availableProcessors());
        for (long request = busy.getCount(); request > 0; request--) {
            Thread.startVirtualThread(() -> {
                busy.countDown();
                while (worked.getCount() > 0) {
                    Thread.onSpinWait();
                }
            });
        }
        try {
            assertThat(busy.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            new BackgroundWork("work", stopping -> worked.countDown()).start();
            assertThat(worked.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
        finally {
            worked.countDown();
        }
    }

    @Test
    void nobodyWaitsLongerThanTheyWillForOneThatDoesNotEnd() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        BackgroundWork work = new BackgroundWork("work", stopping -> {
            try {
                release.await();
            }
            catch (InterruptedException neverInterrupted) {
                return;
            }
            over.countDown();
        });
        work.start();
        assertThat(work.stop(() -> { }, Duration.ofMillis(50))).isFalse();
        assertThat(work.isRunning()).isFalse();
        release.countDown();
        over.await();
    }
}
