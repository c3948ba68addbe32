package dev.sluice.catalog.sync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Starts runs, by the clock or by hand, and works on the one there is. */
@Component
class Syncs implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Syncs.class);

    /** What takes longer is cut off; its lease ends by itself. */
    private static final Duration STOP = Duration.ofSeconds(10);

    private final Runs runs;
    private final Synchronisation synchronisation;
    private final Patience patience;
    private final SyncProperties properties;
    private final Clock clock;
    private final Semaphore news = new Semaphore(0);
    private @Nullable Thread worker;
    private volatile boolean running;

    Syncs(Runs runs, Synchronisation synchronisation, Patience patience, SyncProperties properties,
            Clock clock) {
        this.runs = runs;
        this.synchronisation = synchronisation;
        this.patience = patience;
        this.properties = properties;
        this.clock = clock;
    }

    /** The new run, or empty when one is running. */
    Optional<UUID> startNow(String requestedBy) {
        Optional<UUID> started = runs.start(requestedBy, null, clock.instant());
        started.ifPresent(_ -> news.release());
        return started;
    }

    /** Every instance calls this at the planned time; the first one starts the run. */
    @Scheduled(cron = "${sluice.catalog.sync.cron:-}")
    void startPlanned() {
        Instant now = clock.instant();
        if (runs.start("schedule", now.truncatedTo(ChronoUnit.MINUTES), now).isPresent()) {
            news.release();
        }
    }

    private void work() {
        while (running) {
            try {
                if (!synchronisation.goOn()) {
                    var _ = news.tryAcquire(properties.poll().toMillis(), TimeUnit.MILLISECONDS);
                    news.drainPermits();
                }
            }
            catch (InterruptedException stopping) {
                return;
            }
            catch (RuntimeException unexpected) {
                // Such as a database that is away: the run goes on when its lease is over.
                log.warn("The sync pauses: {}", unexpected.toString());
                rest();
            }
        }
    }

    private void rest() {
        try {
            Thread.sleep(properties.poll());
        }
        catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void start() {
        running = true;
        patience.stop(false);
        worker = Thread.ofVirtual().name("sync").start(this::work);
    }

    @Override
    public synchronized void stop() {
        running = false;
        Thread working = worker;
        if (working != null) {
            patience.stop(true);
            news.release();
            try {
                if (!working.join(STOP)) {
                    working.interrupt();
                }
            }
            catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
            }
        }
        worker = null;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
