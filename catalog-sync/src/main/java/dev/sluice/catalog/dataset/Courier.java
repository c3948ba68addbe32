package dev.sluice.catalog.dataset;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

import dev.sluice.catalog.collibra.Collibra;
import dev.sluice.catalog.collibra.Entry;
import dev.sluice.catalog.collibra.ImportOutcome;
import dev.sluice.catalog.collibra.Place;
import dev.sluice.catalog.dataset.Claims.Claim;
import dev.sluice.catalog.remote.Refused;
import dev.sluice.catalog.remote.Unavailable;
import dev.sluice.common.lifecycle.StopSignal;

/**
 * Brings one delivery a step further. Each step is noted before the next one, and each can be taken twice: an
 * import that was sent again finds the assets it has made before.
 */
@Component
class Courier {

    private static final Logger log = LoggerFactory.getLogger(Courier.class);
    private static final Duration FIRST_LOOK = Duration.ofMillis(50);
    private static final Duration LAST_LOOK = Duration.ofSeconds(2);

    private final Claims claims;
    private final Collibra collibra;
    private final DeliveryProperties properties;
    private final MeterRegistry meters;
    private final Clock clock;
    private volatile StopSignal stopping = new StopSignal();

    Courier(Claims claims, Collibra collibra, DeliveryProperties properties, MeterRegistry meters,
            Clock clock) {
        this.claims = claims;
        this.collibra = collibra;
        this.properties = properties;
        this.meters = meters;
        this.clock = clock;
    }

    /** Does what is due for one data set; false when nothing is. */
    boolean deliverNext() {
        var claim = claims.next(clock.instant(), properties.lease());
        if (claim.isEmpty()) {
            return false;
        }
        try {
            deliver(claim.get());
        }
        catch (Unavailable later) {
            tryAgain(claim.get(), false, String.valueOf(later.getMessage()),
                    later.retryAfter().orElse(Duration.ZERO));
        }
        catch (Refused never) {
            failed(claim.get(), String.valueOf(never.getMessage()));
        }
        catch (DataAccessException | TransactionException database) {
            // Nothing can be noted; the lease ends by itself.
            throw database;
        }
        catch (RuntimeException unexpected) {
            log.error("Data set {} could not be delivered", claim.get().delivery().dataset(), unexpected);
            tryAgain(claim.get(), false, "Unexpected: " + unexpected.getClass().getSimpleName(),
                    Duration.ZERO);
        }
        return true;
    }

    /** From the signal on, imports that are being waited for are left to whoever comes next. */
    void heed(StopSignal signal) {
        stopping = signal;
    }

    private void deliver(Claim claim) {
        Delivery delivery = claim.delivery();
        List<Entry> entries = AssetOfDataSet.entries(delivery, claim.columns());
        UUID importId = delivery.importId();
        if (importId == null) {
            importId = collibra.submit(entries, false);
            if (!claims.sent(claim, importId)) {
                log.warn("Data set {} was taken over while it was sent", delivery.dataset());
                return;
            }
        }
        switch (watch(claim, importId, entries)) {
            case ImportOutcome.Running() -> {
                Instant now = clock.instant();
                claims.again(claim, false, null, stopping.stopped() ? now : now.plus(properties.poll()), now);
            }
            case ImportOutcome.Done() -> synced(claim);
            case ImportOutcome.Lost(String reason) -> tryAgain(claim, true, reason, Duration.ZERO);
            case ImportOutcome.Faulty faulty -> failed(claim, reason(faulty, entries));
        }
    }

    private ImportOutcome watch(Claim claim, UUID importId, List<Entry> entries) {
        Instant end = clock.instant().plus(properties.watch());
        Duration pause = FIRST_LOOK;
        while (true) {
            ImportOutcome outcome = collibra.outcome(importId, entries);
            Instant now = clock.instant();
            if (!(outcome instanceof ImportOutcome.Running) || now.isAfter(end)
                    || !claims.renew(claim, now, properties.lease()) || stopping.stoppedWithin(pause)) {
                return outcome;
            }
            pause = pause.multipliedBy(2).compareTo(LAST_LOOK) < 0 ? pause.multipliedBy(2) : LAST_LOOK;
        }
    }

    private void synced(Claim claim) {
        Delivery delivery = claim.delivery();
        UUID asset = collibra.find(Place.APPROVED, delivery.dataset()).orElse(null);
        if (claims.synced(claim, asset, AssetOfDataSet.columns(delivery), clock.instant())) {
            count("synced");
            log.info("Data set {} is in the catalogue as approved by job {}", delivery.dataset(),
                    delivery.jobId());
        }
    }

    private void tryAgain(Claim claim, boolean fromStart, String error, Duration asked) {
        int attempt = claim.delivery().attempts() + 1;
        if (attempt >= properties.attempts()) {
            failed(claim, error);
            return;
        }
        Duration pause = properties.pauseAfter(attempt);
        Instant due = clock.instant().plus(pause.compareTo(asked) < 0 ? asked : pause);
        claims.again(claim, fromStart, error, due, clock.instant());
        count("retried");
        log.info("Data set {} is tried again at {}: {}", claim.delivery().dataset(), due, error);
    }

    private void failed(Claim claim, String error) {
        claims.failed(claim, error, clock.instant());
        count("failed");
        log.warn("Data set {} did not get into the catalogue: {}", claim.delivery().dataset(), error);
    }

    private static String reason(ImportOutcome.Faulty faulty, List<Entry> entries) {
        StringBuilder reason = new StringBuilder(faulty.general());
        faulty.errors().forEach((index, error) -> reason.append(reason.isEmpty() ? "" : "; ")
                .append(entries.get(index).name()).append(": ").append(error));
        return reason.toString();
    }

    private void count(String outcome) {
        meters.counter("sluice.catalog.upserts", "outcome", outcome).increment();
    }
}
