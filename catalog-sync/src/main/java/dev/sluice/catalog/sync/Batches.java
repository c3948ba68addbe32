package dev.sluice.catalog.sync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

import dev.sluice.catalog.collibra.Collibra;
import dev.sluice.catalog.collibra.Entry;
import dev.sluice.catalog.collibra.ImportOutcome;
import dev.sluice.catalog.remote.Refused;
import dev.sluice.catalog.sync.Items.Item;

/**
 * Brings assets to Collibra many at a time. One that cannot be stored fails alone: where Collibra does not
 * say which one it is, the batch is halved until it is found.
 */
@Component
class Batches {

    private static final Duration LOOK = Duration.ofMillis(200);
    private static final int LOST_OFTEN = 3;

    private final Items items;
    private final Mapping mapping;
    private final Collibra collibra;
    private final Patience patience;
    private final SyncProperties properties;
    private final MeterRegistry meters;
    private final Clock clock;

    Batches(Items items, Mapping mapping, Collibra collibra, Patience patience, SyncProperties properties,
            MeterRegistry meters, Clock clock) {
        this.items = items;
        this.mapping = mapping;
        this.collibra = collibra;
        this.patience = patience;
        this.properties = properties;
        this.meters = meters;
        this.clock = clock;
    }

    void bring(Run run, List<Item> batch) throws InterruptedException {
        List<Entry> entries = batch.stream().map(this::entry).toList();
        ImportOutcome outcome;
        try {
            outcome = importing(run, entries);
        }
        catch (Refused refused) {
            outcome = new ImportOutcome.Faulty(false, Map.of(), String.valueOf(refused.getMessage()));
        }
        switch (outcome) {
            case ImportOutcome.Done() -> batch.forEach(item -> stored(run, item));
            case ImportOutcome.Faulty faulty -> faulty(run, batch, faulty);
            case ImportOutcome.Lost(String reason) -> batch.forEach(item -> failed(run, item, reason));
            case ImportOutcome.Running() -> batch.forEach(item -> failed(run, item,
                    "Collibra did not finish the import in time"));
        }
    }

    private Entry entry(Item item) {
        if (item.vanished()) {
            return mapping.vanished(item.asset());
        }
        return mapping.entry(item.asset(), item.missing() ? Entry.Status.PRESENT : null);
    }

    private ImportOutcome importing(Run run, List<Entry> entries) throws InterruptedException {
        ImportOutcome outcome = new ImportOutcome.Running();
        for (int i = 0; i < LOST_OFTEN; i++) {
            UUID job = patience.with(run, () -> collibra.submit(entries, true));
            Instant end = clock.instant().plus(properties.patience());
            do {
                outcome = patience.with(run, () -> collibra.outcome(job, entries));
                if (outcome instanceof ImportOutcome.Running) {
                    patience.rest(run, LOOK);
                }
            }
            while (outcome instanceof ImportOutcome.Running && clock.instant().isBefore(end));
            if (!(outcome instanceof ImportOutcome.Lost)) {
                return outcome;
            }
        }
        return outcome;
    }

    private void faulty(Run run, List<Item> batch, ImportOutcome.Faulty faulty) throws InterruptedException {
        boolean attributed = faulty.general().isEmpty() && faulty.stored();
        if (!attributed && batch.size() > 1) {
            bring(run, batch.subList(0, batch.size() / 2));
            bring(run, batch.subList(batch.size() / 2, batch.size()));
            return;
        }
        for (int i = 0; i < batch.size(); i++) {
            String error = faulty.errors().getOrDefault(i, faulty.general());
            if (error.isEmpty()) {
                stored(run, batch.get(i));
            }
            else {
                failed(run, batch.get(i), error);
            }
        }
    }

    private void stored(Run run, Item item) {
        items.stored(run.id(), item, clock.instant());
        count(item.vanished() ? "marked" : item.known() ? "updated" : "created");
    }

    private void failed(Run run, Item item, String error) {
        items.failed(run.id(), item, error);
        count("failed");
    }

    private void count(String outcome) {
        meters.counter("sluice.catalog.sync.items", "outcome", outcome).increment();
    }
}
