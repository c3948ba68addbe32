package dev.sluice.common.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.sluice.common.outbox.OutboxRow.Lane;

/**
 * Lanes whose first row the broker did not take. Each rests longer after each failure and blocks nothing but
 * itself; when the broker is back, all are tried at once.
 */
final class RestingLanes {

    private final Map<Lane, Rest> resting = new ConcurrentHashMap<>();
    private final OutboxProperties properties;
    private final Clock clock;

    RestingLanes(OutboxProperties properties, Clock clock) {
        this.properties = properties;
        this.clock = clock;
    }

    /** @param woken whether its pause was cut short already, and it failed all the same */
    private record Rest(int failures, Instant until, boolean woken) {
    }

    void failed(Lane lane) {
        resting.compute(lane, (same, rest) -> {
            int failures = rest == null ? 1 : rest.failures + 1;
            Duration pause = properties.backoff().multipliedBy(1L << Math.min(failures - 1, 20));
            return new Rest(failures, clock.instant().plus(
                    pause.compareTo(properties.maxBackoff()) > 0 ? properties.maxBackoff() : pause),
                    rest != null && rest.woken);
        });
    }

    /**
     * The broker takes events, so no lane waits longer for an outage to end. One that fails again rests by
     * its own pauses: what is wrong with it is not the broker.
     */
    void succeeded(Lane lane) {
        resting.remove(lane);
        resting.replaceAll((other, rest) -> rest.woken ? rest : new Rest(rest.failures, Instant.EPOCH, true));
    }

    List<Lane> now() {
        Instant now = clock.instant();
        return resting.entrySet().stream().filter(each -> each.getValue().until.isAfter(now))
                .map(Map.Entry::getKey).toList();
    }

    /** How long until the first of them is tried again; the given time when none comes sooner. */
    Duration shortest(Duration otherwise) {
        Instant now = clock.instant();
        return resting.values().stream().map(each -> Duration.between(now, each.until))
                .filter(each -> each.compareTo(otherwise) < 0)
                .min(Duration::compareTo).map(each -> each.isNegative() ? Duration.ZERO
                        : each).orElse(otherwise);
    }

    int size() {
        return resting.size();
    }
}
