package dev.sluice.auth.password;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Bounds the hashes in progress, and those that wait. Whoever finds the waiting room full is refused at once:
 * a service under a flood of sign-ins stays fast for those it admits.
 */
final class HashGate {

    private final int concurrent;
    private final Semaphore admitted;
    private final Semaphore running;

    HashGate(int concurrent, int waiting) {
        this.concurrent = concurrent;
        this.admitted = new Semaphore(concurrent + waiting);
        this.running = new Semaphore(concurrent, true);
    }

    <T> T pass(Supplier<T> hashing) {
        if (!admitted.tryAcquire()) {
            throw new HashingBusy();
        }
        try {
            running.acquireUninterruptibly();
            try {
                return hashing.get();
            }
            finally {
                running.release();
            }
        }
        finally {
            admitted.release();
        }
    }

    int inProgress() {
        return concurrent - running.availablePermits();
    }

    int waiting() {
        return running.getQueueLength();
    }
}
