package dev.sluice.auth.audit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Events that are not written yet, in their order. There is room for so many, and beside it for half as many
 * refusals: these cost whoever causes them nothing, and neither kind crowds out the other.
 */
final class WaitingEvents {

    private final LinkedBlockingQueue<Occurrence> events = new LinkedBlockingQueue<>();
    private final Semaphore room;
    private final Semaphore roomForRefusals;

    WaitingEvents(int room) {
        this.room = new Semaphore(room);
        this.roomForRefusals = new Semaphore(room / 2);
    }

    /** Returns whether there was room for it within that time; nobody waits for a refusal. */
    boolean add(Occurrence occurrence, Duration patience) {
        boolean taken = roomFor(occurrence).tryAcquire()
                || (!occurrence.isRefusal() && patience.isPositive() && roomWithin(patience));
        return taken && events.add(occurrence);
    }

    private boolean roomWithin(Duration patience) {
        try {
            return room.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
        }
        catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The first of them, so many at most. */
    List<Occurrence> take(int most) {
        List<Occurrence> taken = new ArrayList<>();
        events.drainTo(taken, most);
        taken.forEach(occurrence -> roomFor(occurrence).release());
        return taken;
    }

    int size() {
        return events.size();
    }

    private Semaphore roomFor(Occurrence occurrence) {
        return occurrence.isRefusal() ? roomForRefusals : room;
    }
}
