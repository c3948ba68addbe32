package dev.sluice.auth.password;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Bounds the hashes in progress, those that wait, and how long anybody waits. Whoever finds all places taken
 * is refused at once, before anything is done for them: a service under a flood of sign-ins stays fast for
 * those it admits. Hashes run on threads of their own, since on the carriers of virtual threads they would
 * hold up every other call. All of them together stay within a budget of memory: a dear one waits, in its
 * thread, until there is enough for it.
 */
final class HashGate implements AutoCloseable {

    private final ThreadPoolExecutor threads;
    private final int all;
    private final Semaphore places;
    private final int budget;
    private final Semaphore memory;
    private final Duration patience;
    private final Crowd crowd = new Crowd(System::nanoTime, RandomGenerator.getDefault());

    /** @param budget of memory, in KiB */
    HashGate(int concurrent, int waiting, Duration patience, int budget) {
        this.threads = new ThreadPoolExecutor(concurrent, concurrent, 0, TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(), Thread.ofPlatform().name("hash-", 1).daemon().factory());
        this.all = concurrent + waiting;
        this.places = new Semaphore(all);
        this.budget = budget;
        // In their order, so that cheap ones do not keep a dear one waiting for ever.
        this.memory = new Semaphore(budget, true);
        this.patience = patience;
    }

    /**
     * A place of the caller's own, until it is closed.
     *
     * @throws HashingBusy if none is free
     */
    Place enter() {
        if (!places.tryAcquire()) {
            throw sentAway();
        }
        crowd.admitted();
        return new Place();
    }

    /** What whoever has it may have hashed. */
    final class Place implements AutoCloseable {

        private Place() {
        }

        /**
         * @param kibibytes that it takes
         * @throws HashingBusy if its turn does not come in time
         */
        <T> T compute(int kibibytes, Supplier<T> hashing) {
            long deadline = System.nanoTime() + patience.toNanos();
            FutureTask<T> hash = new FutureTask<>(() -> within(kibibytes, deadline, hashing));
            threads.execute(hash);
            try {
                return hash.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            }
            catch (TimeoutException late) {
                threads.remove(hash);
                throw sentAway();
            }
            catch (InterruptedException stopped) {
                threads.remove(hash);
                Thread.currentThread().interrupt();
                throw sentAway();
            }
            catch (ExecutionException failed) {
                if (failed.getCause() instanceof TimeoutException) {
                    throw sentAway();
                }
                throw new IllegalStateException("A password could not be hashed", failed.getCause());
            }
        }

        @Override
        public void close() {
            places.release();
        }
    }

    /** What takes more than there is gets all of it, and is computed alone. */
    private <T> T within(int kibibytes, long deadline, Supplier<T> hashing)
            throws InterruptedException, TimeoutException {
        int taken = Math.min(kibibytes, budget);
        if (!memory.tryAcquire(taken, deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            throw new TimeoutException();
        }
        try {
            return hashing.get();
        }
        finally {
            memory.release(taken);
        }
    }

    /** What to tell whoever finds no place. */
    HashingBusy sentAway() {
        return new HashingBusy(crowd.sentAway());
    }

    int places() {
        return all;
    }

    int inProgress() {
        return Math.max(0, threads.getActiveCount() - memory.getQueueLength());
    }

    int waiting() {
        return threads.getQueue().size() + memory.getQueueLength();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
