package dev.sluice.common.outbox;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.sluice.common.event.EventBus;
import dev.sluice.common.event.broker.EventCodec;
import dev.sluice.common.event.broker.UnreadableEvent;
import dev.sluice.common.lifecycle.StopSignal;
import dev.sluice.common.outbox.OutboxRow.Lane;

/**
 * Moves rows to the broker in rounds. A round sends at most one row of each lane, all at the same time, and
 * deletes what the broker confirmed before the next begins: no row overtakes an earlier one of its lane,
 * also when a send fails; and what is lost between confirmation and delete is published again.
 */
final class Relay {

    private static final Logger log = LoggerFactory.getLogger(Relay.class);

    private final EventBus bus;
    private final EventCodec codec;
    private final RestingLanes resting;
    private final OutboxProperties properties;

    Relay(EventBus bus, EventCodec codec, RestingLanes resting, OutboxProperties properties) {
        this.bus = bus;
        this.codec = codec;
        this.resting = resting;
        this.properties = properties;
    }

    /**
     * Publishes until nothing is left that may be tried now, then waits for more; again until told to stop.
     */
    void work(Leadership leadership, StopSignal stop) throws SQLException {
        while (!stop.stopped()) {
            List<OutboxRow> rows = leadership.oldest(properties.batch(), resting.now());
            if (rows.isEmpty()) {
                leadership.await(resting.shortest(properties.poll()), stop);
            }
            Map<Lane, Deque<OutboxRow>> lanes = new LinkedHashMap<>();
            rows.forEach(row -> lanes.computeIfAbsent(row.lane(), lane -> new ArrayDeque<>()).add(row));
            while (!lanes.isEmpty() && !stop.stopped()) {
                round(leadership, lanes);
            }
        }
    }

    private void round(Leadership leadership, Map<Lane, Deque<OutboxRow>> lanes) throws SQLException {
        Map<OutboxRow, CompletableFuture<Void>> sent = new LinkedHashMap<>();
        for (Deque<OutboxRow> lane : lanes.values()) {
            // A send may wait for the broker, and many of them for longer than the session would live.
            leadership.confirm();
            OutboxRow first = lane.removeFirst();
            sent.put(first, send(first));
        }
        Collection<Long> confirmed = new ArrayList<>();
        sent.forEach((row, confirmation) -> {
            if (confirmed(row, confirmation)) {
                confirmed.add(row.id());
                resting.succeeded(row.lane());
            }
            else {
                resting.failed(row.lane());
                lanes.remove(row.lane());
            }
        });
        lanes.values().removeIf(Deque::isEmpty);
        if (!confirmed.isEmpty()) {
            leadership.delete(confirmed);
        }
    }

    private CompletableFuture<Void> send(OutboxRow row) {
        try {
            return bus.send(row.lane().topic(), codec.read(row.event().getBytes(StandardCharsets.UTF_8),
                    row.lane().key(), Instant.EPOCH));
        }
        catch (UnreadableEvent | RuntimeException poison) {
            return CompletableFuture.failedFuture(poison);
        }
    }

    private static boolean confirmed(OutboxRow row, CompletableFuture<Void> confirmation) {
        try {
            confirmation.join();
            return true;
        }
        catch (CompletionException failure) {
            log.warn("Outbox row {} of key {} on {} waits: {}", row.id(), row.lane().key(),
                    row.lane().topic(),
                    String.valueOf(failure.getCause()));
            return false;
        }
    }
}
