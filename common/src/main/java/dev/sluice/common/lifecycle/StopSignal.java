package dev.sluice.common.lifecycle;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Asks workers to end after what they are doing; it wakes those that pause, and interrupts nothing. */
public final class StopSignal {

    private final CountDownLatch signal = new CountDownLatch(1);

    public void stop() {
        signal.countDown();
    }

    public boolean stopped() {
        return signal.getCount() == 0;
    }

    /** Waits that long, or shorter when asked to stop. */
    public boolean stoppedWithin(Duration pause) {
        try {
            return signal.await(pause.toNanos(), TimeUnit.NANOSECONDS);
        }
        catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            stop();
            return true;
        }
    }
}
