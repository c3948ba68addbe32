package dev.sluice.common.lifecycle;

import java.time.Duration;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Work that goes on beside the requests until it is asked to end. It is never interrupted, and can begin
 * again after its end. Its thread is one of the operating system, which gives it its share of a core; a
 * virtual one would queue behind all requests each time that it has waited for something.
 */
public final class BackgroundWork {

    private final String name;
    private final Consumer<StopSignal> work;
    private volatile @Nullable StopSignal signal;
    private @Nullable Thread thread;

    /**
     * Work that has not begun.
     *
     * @param name of its thread
     * @param work returns soon after the signal
     */
    public BackgroundWork(String name, Consumer<StopSignal> work) {
        this.name = name;
        this.work = work;
    }

    public synchronized void start() {
        StopSignal own = new StopSignal();
        signal = own;
        thread = Thread.ofPlatform().daemon().name(name).start(() -> work.accept(own));
    }

    /**
     * Asks it to end.
     *
     * @param wake for whatever else it may wait for than the signal
     * @param patience how long to wait for its end
     * @return whether it has ended, or was not running
     */
    public synchronized boolean stop(Runnable wake, Duration patience) {
        StopSignal own = signal;
        if (own == null || thread == null) {
            return true;
        }
        own.stop();
        signal = null;
        wake.run();
        try {
            return thread.join(patience);
        }
        catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whether it was started and not yet asked to end; nobody waits for the answer. */
    public boolean isRunning() {
        return signal != null;
    }
}
