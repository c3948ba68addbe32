package dev.sluice.catalog.sync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

import org.springframework.stereotype.Component;

import dev.sluice.catalog.remote.Unavailable;
import dev.sluice.common.lifecycle.StopSignal;

/** Tries a call to another system again while it says that it may work later, and keeps the run meanwhile. */
@Component
class Patience {

    private final SyncProperties properties;
    private final Runs runs;
    private final Clock clock;
    private volatile StopSignal stopping = new StopSignal();

    Patience(SyncProperties properties, Runs runs, Clock clock) {
        this.properties = properties;
        this.runs = runs;
        this.clock = clock;
    }

    /** The call's result, or its last failure. */
    <T> T with(Run run, Supplier<T> call) throws InterruptedException {
        Duration backoff = properties.backoff();
        for (int attempt = 1;; attempt++) {
            goOnAfter(Duration.ZERO);
            keep(run);
            try {
                return call.get();
            }
            catch (Unavailable later) {
                if (attempt >= properties.attempts()) {
                    throw later;
                }
                Duration asked = later.retryAfter().orElse(Duration.ZERO);
                rest(run, asked.compareTo(backoff) > 0 ? asked : backoff);
            }
            backoff = backoff.multipliedBy(2);
        }
    }

    /** Waits in parts shorter than the lease. */
    void rest(Run run, Duration length) throws InterruptedException {
        Instant end = clock.instant().plus(length);
        Duration part = properties.lease().dividedBy(4);
        while (clock.instant().isBefore(end)) {
            Duration left = Duration.between(clock.instant(), end);
            goOnAfter(left.compareTo(part) < 0 ? left : part);
            keep(run);
        }
    }

    /** From the signal on, a run ends at its next call or wait and is left to whoever comes next. */
    void heed(StopSignal signal) {
        stopping = signal;
    }

    private void goOnAfter(Duration pause) throws InterruptedException {
        if (stopping.stoppedWithin(pause)) {
            throw new InterruptedException("The service stops");
        }
    }

    /** Keeps the run, or throws {@link RunLost}. */
    void keep(Run run) {
        if (!runs.renew(run, clock.instant(), properties.lease())) {
            throw new RunLost();
        }
    }

    /** Another instance has taken the run over; this one must do nothing more for it. */
    static final class RunLost extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }
}
