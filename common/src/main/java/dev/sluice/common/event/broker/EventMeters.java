package dev.sluice.common.event.broker;

import java.time.Duration;
import java.time.Instant;

import io.micrometer.core.instrument.MeterRegistry;

import dev.sluice.common.event.Event;
import dev.sluice.common.event.EventSubscription;

/**
 * Counts what happens to events: published, consumed, retried, dead-lettered, and how old they are when
 * handled.
 */
public final class EventMeters {

    private final MeterRegistry registry;

    EventMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    public void published(String topic, boolean confirmed) {
        registry.counter("sluice.events.published", "topic", topic, "outcome", confirmed ? "confirmed"
                : "failed")
                .increment();
    }

    void consumed(EventSubscription at, Event event, Instant now) {
        count("sluice.events.consumed", at);
        Duration age = Duration.between(event.time(), now);
        registry.timer("sluice.events.age", "topic", at.topic(), "group", at.group())
                .record(age.isNegative() ? Duration.ZERO : age);
    }

    void retried(EventSubscription at) {
        count("sluice.events.retried", at);
    }

    void deadLettered(EventSubscription at) {
        count("sluice.events.dead.lettered", at);
    }

    private void count(String name, EventSubscription at) {
        registry.counter(name, "topic", at.topic(), "group", at.group()).increment();
    }
}
