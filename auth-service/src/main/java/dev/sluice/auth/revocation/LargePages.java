package dev.sluice.auth.revocation;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.springframework.stereotype.Component;

/**
 * Lets few pages of the feed be made at once that hold many revocations: anybody may ask for one, and it
 * costs more than the question. One with few costs about as much as one with none, so that what has just been
 * revoked is never kept back.
 */
@Component
class LargePages {

    /** Of more than that a page is large. */
    static final int FEW = 100;
    /** Who follows asks again sooner than a place is waited for by a crowd. */
    private static final Duration LONGEST_WAIT = Duration.ofMillis(250);

    private final Semaphore places = new Semaphore(Runtime.getRuntime().availableProcessors(), true);

    /**
     * Makes a page.
     *
     * @throws FeedBusy if it is large, and no place is free or soon will be
     */
    <T> T make(int revocations, Supplier<T> page) throws InterruptedException {
        if (revocations <= FEW) {
            return page.get();
        }
        if (!places.tryAcquire(LONGEST_WAIT.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new FeedBusy();
        }
        try {
            return page.get();
        }
        finally {
            places.release();
        }
    }
}
