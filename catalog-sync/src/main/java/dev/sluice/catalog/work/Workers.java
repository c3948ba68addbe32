package dev.sluice.catalog.work;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.sluice.common.lifecycle.StopSignal;

/**
 * Threads that do what is due, one thing after the other. When nothing is they wait until they are told of
 * something, or look again after a while; a stop ends each of their waits at once.
 */
public final class Workers {

    private static final Logger log = LoggerFactory.getLogger(Workers.class);

    /** What takes longer is cut off. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

    private final String name;
    private final int number;
    private final Duration poll;
    private final Work work;
    private final Semaphore news = new Semaphore(0);
    private final List<Thread> threads = new ArrayList<>();
    private StopSignal stopping = new StopSignal();

    /** What is done again and again. */
    @FunctionalInterface
    public interface Work {

        /** Does the next thing; false when nothing is due. */
        boolean doNext() throws InterruptedException;
    }

    /**
     * Workers that have not begun.
     *
     * @param name of each thread, with a number
     * @param poll how long they wait when nothing is due, or after a failure
     */
    public Workers(String name, int number, Duration poll, Work work) {
        this.name = name;
        this.number = number;
        this.poll = poll;
        this.work = work;
    }

    /** Something may be due now. */
    public void tell() {
        news.release();
    }

    /** They work until {@link #stop()}, which gives this signal to whatever else waits for it. */
    public synchronized void start(StopSignal signal) {
        stopping = signal;
        for (int i = 0; i < number; i++) {
            threads.add(Thread.ofVirtual().name(name + "-" + i).start(() -> workUntil(signal)));
        }
    }

    private void workUntil(StopSignal signal) {
        while (!signal.stopped()) {
            try {
                if (!work.doNext()) {
                    var _ = news.tryAcquire(poll.toMillis(), TimeUnit.MILLISECONDS);
                }
            }
            catch (InterruptedException cutOff) {
                return;
            }
            catch (RuntimeException unexpected) {
                // Such as a database that is away: what is due is still written there.
                log.warn("{} pauses: {}", name, unexpected.toString());
                signal.stoppedWithin(poll);
            }
        }
    }

    /** Returns when what was being done is done, or was cut off. */
    public synchronized void stop() {
        stopping.stop();
        news.release(number);
        for (Thread thread : threads) {
            try {
                if (!thread.join(LONGEST_STOP)) {
                    thread.interrupt();
                }
            }
            catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
            }
        }
        threads.clear();
    }

    public synchronized boolean isRunning() {
        return !threads.isEmpty();
    }
}
