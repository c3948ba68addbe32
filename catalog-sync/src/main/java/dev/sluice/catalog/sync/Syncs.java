package dev.sluice.catalog.sync;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import dev.sluice.catalog.work.Workers;
import dev.sluice.common.lifecycle.StopSignal;

/** Starts runs, by the clock or by hand, and works on the one there is. */
@Component
class Syncs implements SmartLifecycle {

    private final Runs runs;
    private final Patience patience;
    private final Clock clock;
    private final Workers worker;

    Syncs(Runs runs, Synchronisation synchronisation, Patience patience, SyncProperties properties,
            Clock clock) {
        this.runs = runs;
        this.patience = patience;
        this.clock = clock;
        this.worker = new Workers("sync", 1, properties.poll(), synchronisation::goOn);
    }

    /** The new run, or empty when one is running. */
    Optional<UUID> startNow(String requestedBy) {
        Optional<UUID> started = runs.start(requestedBy, null, clock.instant());
        started.ifPresent(_ -> worker.tell());
        return started;
    }

    /** Every instance calls this at the planned time; the first one starts the run. */
    @Scheduled(cron = "${sluice.catalog.sync.cron:-}")
    void startPlanned() {
        Instant now = clock.instant();
        if (runs.start("schedule", now.truncatedTo(ChronoUnit.MINUTES), now).isPresent()) {
            worker.tell();
        }
    }

    @Override
    public void start() {
        StopSignal stopping = new StopSignal();
        patience.heed(stopping);
        worker.start(stopping);
    }

    @Override
    public void stop() {
        worker.stop();
    }

    @Override
    public boolean isRunning() {
        return worker.isRunning();
    }
}
