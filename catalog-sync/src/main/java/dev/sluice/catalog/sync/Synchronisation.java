package dev.sluice.catalog.sync;

import java.time.Clock;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

import dev.sluice.catalog.purview.PurviewSearch;
import dev.sluice.catalog.purview.SourcePage;
import dev.sluice.catalog.remote.Refused;
import dev.sluice.catalog.remote.Unavailable;

/**
 * A run from where it stands to its end: reads the source, brings over what has changed, marks what has
 * vanished. Every step is noted before the next, so that another instance can go on after a crash.
 */
@Component
class Synchronisation {

    private static final Logger log = LoggerFactory.getLogger(Synchronisation.class);

    private final Runs runs;
    private final Items items;
    private final Batches batches;
    private final PurviewSearch purview;
    private final Patience patience;
    private final SyncProperties properties;
    private final MeterRegistry meters;
    private final Clock clock;

    Synchronisation(Runs runs, Items items, Batches batches, PurviewSearch purview, Patience patience,
            SyncProperties properties, MeterRegistry meters, Clock clock) {
        this.runs = runs;
        this.items = items;
        this.batches = batches;
        this.purview = purview;
        this.patience = patience;
        this.properties = properties;
        this.meters = meters;
        this.clock = clock;
    }

    /** Goes on with the run that nobody is working on; false when there is none. */
    boolean goOn() throws InterruptedException {
        var claimed = runs.claim(clock.instant(), properties.lease());
        if (claimed.isEmpty()) {
            return false;
        }
        Run run = claimed.get();
        Timer.Sample time = Timer.start(meters);
        try {
            toTheEnd(run);
            end(run, null, time);
        }
        catch (Unavailable | Refused stopped) {
            end(run, String.valueOf(stopped.getMessage()), time);
        }
        catch (Patience.RunLost lost) {
            log.warn("Sync {} was taken over by another instance", run.id());
        }
        catch (InterruptedException stopping) {
            runs.release(run);
            throw stopping;
        }
        catch (DataAccessException | TransactionException database) {
            // Nothing can be noted; the run goes on when its lease is over.
            throw database;
        }
        catch (RuntimeException unexpected) {
            log.error("Sync {} stopped", run.id(), unexpected);
            end(run, "Unexpected: " + unexpected.getClass().getSimpleName(), time);
        }
        return true;
    }

    private void end(Run run, @Nullable String error, Timer.Sample time) {
        if (runs.end(run, error, clock.instant())) {
            time.stop(meters.timer("sluice.catalog.sync.duration", "outcome",
                    error == null ? "completed" : "failed"));
            log.info("Sync {} has ended{}", run.id(), error == null ? "" : ": " + error);
            items.forgetEnded(properties.keptFailures());
        }
    }

    private void toTheEnd(Run claimed) throws InterruptedException {
        Run run = claimed;
        if (run.phase() == Run.Phase.READ) {
            run = read(run);
        }
        if (run.phase() == Run.Phase.APPLY) {
            items.settleUnchanged(run);
            apply(run);
            run = enter(run, Run.Phase.MARK, run.complete(), null);
        }
        mark(run);
        apply(run);
    }

    /**
     * Reads until one reading has found as many assets as the source counts: pages shift when assets come and
     * go meanwhile, and what a shifted page left out must not be taken for deleted.
     */
    private Run read(Run started) throws InterruptedException {
        Run run = started;
        while (true) {
            SourcePage last = readPages(run);
            boolean complete = !last.approximate() && items.found(run) == last.total();
            if (complete) {
                items.keepOnly(run);
                return enter(run, Run.Phase.APPLY, true, null);
            }
            if (run.pass() >= properties.passes()) {
                return enter(run, Run.Phase.APPLY, false,
                        "The source could not be read completely, so nothing is taken for vanished");
            }
            int pass = run.pass() + 1;
            if (!runs.readOn(run, null, pass)) {
                throw new Patience.RunLost();
            }
            run = new Run(run.id(), run.lease(), run.phase(), pass, null, false);
        }
    }

    private SourcePage readPages(Run run) throws InterruptedException {
        String token = run.token();
        while (true) {
            SourcePage page = page(run, token);
            if (!items.found(runs, run, page.assets(), page.next())) {
                throw new Patience.RunLost();
            }
            token = page.next();
            if (token == null) {
                return page;
            }
        }
    }

    private SourcePage page(Run run, @Nullable String token) throws InterruptedException {
        try {
            return patience.with(run, () -> purview.page(token));
        }
        catch (Refused refused) {
            if (token == null || !token.equals(run.token())) {
                throw refused;
            }
            // The token of before the interruption has become too old. Read from the start.
            return patience.with(run, () -> purview.page(null));
        }
    }

    private void apply(Run run) throws InterruptedException {
        while (true) {
            List<Items.Item> batch = items.pending(run, properties.batch());
            if (batch.isEmpty()) {
                return;
            }
            batches.bring(run, batch);
        }
    }

    private void mark(Run run) {
        if (!run.complete()) {
            return;
        }
        long[] counts = items.vanished(run);
        long known = counts[0];
        long vanished = counts[1];
        if (vanished > 1 && vanished * 100 > known * properties.mostVanished()) {
            runs.note(run, vanished + " of " + known + " assets have vanished from the source at once. "
                    + "That is more than is believed, so none is marked");
            return;
        }
        items.addVanished(run);
    }

    private Run enter(Run run, Run.Phase phase, boolean complete, @Nullable String note) {
        if (!runs.enter(run, phase, complete, note)) {
            throw new Patience.RunLost();
        }
        return new Run(run.id(), run.lease(), phase, run.pass(), null, complete);
    }
}
