package dev.sluice.auth.revocation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import dev.sluice.auth.key.KeyRing;
import dev.sluice.common.lifecycle.BackgroundWork;
import dev.sluice.common.lifecycle.StopSignal;
import dev.sluice.common.revocation.Mark;
import dev.sluice.common.revocation.Revocation;
import dev.sluice.common.revocation.Revocations;

/**
 * What this instance has read of the ledger, and those who wait for news of it. It looks every moment, so it
 * can always say how old its knowledge is, and sooner when this instance itself revoked something.
 */
@Component
class RevocationBoard implements SmartLifecycle {

    private static final Duration CLEANING = Duration.ofMinutes(1);
    private static final Duration END = Duration.ofSeconds(5);
    private static final Logger log = LoggerFactory.getLogger(RevocationBoard.class);

    private final LedgerRows ledger;
    private final Revocations own;
    private final KeyRing ring;
    private final RevocationProperties properties;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final NavigableMap<Long, Revocation> read = new TreeMap<>();
    private final BackgroundWork looking = new BackgroundWork("revocation-board", this::keepLooking);
    private final Semaphore wake = new Semaphore(0);
    private volatile long head;
    private long completeAt = System.nanoTime() - Duration.ofDays(1).toNanos();
    private Instant cleanedAt = Instant.EPOCH;

    RevocationBoard(LedgerRows ledger, Revocations own, KeyRing ring, RevocationProperties properties,
            Clock clock) {
        this.ledger = ledger;
        this.own = own;
        this.ring = ring;
        this.properties = properties;
        this.clock = clock;
    }

    /** The revocations after a number, in order, and how old the knowledge is that this is all. */
    record News(long head, boolean more, Duration age, List<Revocation> revoked) {
    }

    /**
     * Waits until there is something after that number, for as long as that.
     *
     * @param mark of the revocation with that number, as whoever asks knows it; another one here means that
     *        they know another past of this database, and they get all there is
     */
    News after(long number, @Nullable Mark mark, Duration wait) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            boolean otherPast = isOther(number, mark);
            long left = wait.toNanos();
            while (!otherPast && head <= number && left > 0 && looking.isRunning()) {
                left = news.awaitNanos(left);
                // It may be this database that has another one since.
                otherPast = isOther(number, mark);
            }
            // Who has heard more from another instance waits; who still has after that heard of another past.
            otherPast |= head < number && wait.isPositive() && left <= 0;
            Duration age = Duration.ofNanos(System.nanoTime() - completeAt);
            if (!otherPast && head <= number) {
                return new News(number, false, age, List.of());
            }
            return page(otherPast ? read : read.tailMap(number, false), age);
        }
        finally {
            lock.unlock();
        }
    }

    private boolean isOther(long number, @Nullable Mark mark) {
        Revocation same = read.get(number);
        return mark != null && same != null && !same.mark().equals(mark);
    }

    private News page(NavigableMap<Long, Revocation> rest, Duration age) {
        List<Revocation> page = new ArrayList<>();
        long last = 0;
        for (var entry : rest.entrySet()) {
            if (page.size() == properties.pageSize()) {
                return new News(last, true, age, page);
            }
            page.add(entry.getValue());
            last = entry.getKey();
        }
        return new News(head, false, age, page);
    }

    /** What this instance itself has just revoked holds here from now on; the others are soon told. */
    void add(Revocation revocation) {
        own.add(List.of(revocation));
        wake.release();
    }

    /**
     * By one thread, the only one that changes what is known, and without the lock while it asks: who waits
     * for that may hold a connection.
     */
    private void look() {
        long began = System.nanoTime();
        long known = head;
        LedgerRows.Head found = ledger.head(known);
        long last = found.last();
        boolean otherPast = last < known || !isSame(read.get(known), found.asked());
        if (otherPast) {
            log.warn("The ledger of revocations is another one since number {} or before, and has {} now: an "
                    + "older database?", known, last);
        }
        NavigableMap<Long, Revocation> fresh = otherPast || last > known
                ? ledger.between(otherPast ? 0 : known, last) : new TreeMap<>();
        lock.lock();
        try {
            if (otherPast) {
                read.clear();
            }
            read.putAll(fresh);
            if (otherPast || last != head) {
                head = last;
                news.signalAll();
            }
            completeAt = began;
            cleanNowAndThen();
        }
        finally {
            lock.unlock();
        }
        own.add(fresh.values());
        own.complete(Duration.ofNanos(System.nanoTime() - began));
        if (!fresh.isEmpty()) {
            ring.refresh();
        }
    }

    /** Whether what was the last row is there as it was; one that had its time may have been removed. */
    private boolean isSame(@Nullable Revocation before, @Nullable Revocation now) {
        return Objects.equals(before, now)
                || (before != null && now == null && before.until().isBefore(clock.instant()));
    }

    /** Without the last one, which tells this past from another. */
    private void cleanNowAndThen() {
        Instant now = clock.instant();
        if (cleanedAt.plus(CLEANING).isBefore(now)) {
            cleanedAt = now;
            read.headMap(head).values().removeIf(revocation -> revocation.until().isBefore(now));
        }
    }

    @Override
    public void start() {
        look();
        looking.start();
    }

    private void keepLooking(StopSignal mine) {
        boolean lost = false;
        while (!mine.stopped()) {
            try {
                if (wake.tryAcquire(properties.lookEvery().toNanos(), TimeUnit.NANOSECONDS)) {
                    wake.drainPermits();
                }
                look();
                lost = false;
            }
            catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            catch (RuntimeException down) {
                if (!lost) {
                    log.warn("Revocations cannot be read: {}", down.toString());
                }
                lost = true;
            }
        }
    }

    @Override
    public void stop() {
        if (!looking.stop(wake::release, END)) {
            log.warn("Revocations are still being read");
        }
        lock.lock();
        try {
            news.signalAll();
        }
        finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isRunning() {
        return looking.isRunning();
    }

    /** Before the web server takes its first request, and after it had its last. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 4096;
    }
}
