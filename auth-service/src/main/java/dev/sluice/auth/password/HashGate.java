package dev.sluice.auth.password;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Bounds the hashes in progress, those that wait, and how long anybody waits. Whoever finds the waiting room
 * full is refused at once: a service under a flood of sign-ins stays fast for those it admits. Hashes run on
 * threads of their own, since on the carriers of virtual threads they would hold up every other call.
 */
final class HashGate implements AutoCloseable {

    private final ThreadPoolExecutor threads;
    private final Duration patience;

    HashGate(int concurrent, int waiting, Duration patience) {
        this.threads = new ThreadPoolExecutor(concurrent, concurrent, 0, TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(waiting), Thread.ofPlatform().name("hash-", 1).daemon().factory());
        this.patience = patience;
    }

    <T> T pass(Supplier<T> hashing) {
        FutureTask<T> hash = new FutureTask<>(hashing::get);
        try {
            threads.execute(hash);
            return hash.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        }
        catch (RejectedExecutionException full) {
            throw new HashingBusy();
        }
        catch (TimeoutException late) {
            threads.remove(hash);
            throw new HashingBusy();
        }
        catch (InterruptedException stopped) {
            threads.remove(hash);
            Thread.currentThread().interrupt();
            throw new HashingBusy();
        }
        catch (ExecutionException failed) {
            throw new IllegalStateException("A password could not be hashed", failed.getCause());
        }
    }

    int inProgress() {
        return threads.getActiveCount();
    }

    int waiting() {
        return threads.getQueue().size();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
