package dev.sluice.ingest.document;

import java.time.Duration;

import org.springframework.dao.DataAccessException;

/** Shows now and then, while bytes arrive, that an upload is alive. */
final class Heartbeat implements Runnable {

    private final long pause;
    private final Runnable beat;
    private long last = System.nanoTime();

    /** @param lease how long a beat lasts; there are several in that time */
    Heartbeat(Duration lease, Runnable beat) {
        pause = lease.dividedBy(4).toNanos();
        this.beat = beat;
    }

    @Override
    public void run() {
        long now = System.nanoTime();
        if (now - last < pause) {
            return;
        }
        last = now;
        try {
            beat.run();
        }
        catch (DataAccessException missed) {
            // One missed beat is no reason to give up; if it was one too many, the end of the upload tells.
            return;
        }
    }
}
