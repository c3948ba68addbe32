package dev.sluice.common.event;

import java.nio.charset.StandardCharsets;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import dev.sluice.common.event.EventBus.Delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What becomes of an event that cannot be handled, whichever broker carries it. */
public abstract class FailingEventContract extends BrokerContract {

    protected FailingEventContract(TestBroker broker) {
        super(broker);
    }

    @Test
    void retriesWithGrowingPausesWhileOtherKeysGoOn() {
        String name = topic("retry");
        CountDownLatch otherDone = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        Queue<Long> tries = new ConcurrentLinkedQueue<>();
        EventHandler handler = event -> {
            if (event.key().equals(ANOTHER_KEY)) {
                otherDone.countDown();
                return;
            }
            tries.add(System.nanoTime());
            if (tries.size() < 4) {
                throw new IllegalStateException("down");
            }
            if (otherDone.await(60, TimeUnit.SECONDS)) {
                done.countDown();
            }
        };
        double before = count("sluice.events.retried", name);
        try (Delivery _ = bus.subscribe(new EventSubscription(name, "retry", handler))) {
            bus.publish(name, TestEvents.event(A_KEY, 1));
            bus.publish(name, TestEvents.event(ANOTHER_KEY, 2));
            await().atMost(PATIENCE).until(() -> done.getCount() == 0);
        }
        List<Long> at = List.copyOf(tries);
        for (int gap = 1; gap < 4; gap++) {
            assertThat(Duration.ofNanos(at.get(gap) - at.get(gap - 1)))
                    .isGreaterThanOrEqualTo(Duration.ofMillis(40L << (gap - 1)));
        }
        assertThat(count("sluice.events.retried", name) - before).isEqualTo(3);
    }

    @Test
    void movesAPoisonEventToTheDeadLettersAndGoesOnWithItsKey() throws Exception {
        String name = topic("poison");
        Queue<Integer> handled = new ConcurrentLinkedQueue<>();
        AtomicInteger tries = new AtomicInteger();
        Event poison = TestEvents.event("key", 1);
        EventHandler handler = event -> {
            if (event.id().equals(poison.id())) {
                tries.incrementAndGet();
                throw new IllegalArgumentException("cannot be");
            }
            handled.add(event.data().intValue());
        };
        try (Delivery _ = bus.subscribe(new EventSubscription(name, "poison", handler))) {
            bus.publish(name, poison);
            bus.publish(name, TestEvents.event("key", 2));
            await().atMost(PATIENCE).until(() -> handled.contains(2));
        }
        TestBroker.Letter letter = broker.first(name + ".dlq");
        assertThat(tries).hasValue(4);
        assertThat(letter.key()).isEqualTo("key");
        assertThat(letter.body()).contains(poison.id());
        assertThat(letter.headers()).containsEntry("content-type",
                "application/cloudevents+json; charset=UTF-8")
                .containsEntry("dlq-attempts", "4").containsEntry("dlq-message", "cannot be")
                .containsEntry("dlq-cause", IllegalArgumentException.class.getName())
                .containsEntry("dlq-topic", name).containsEntry("dlq-group", "poison");
        assertThat(count("sluice.events.dead.lettered", name)).isEqualTo(1);
    }

    @Test
    void waitsForWhatAHandlerNeedsAsLongAsItIsAwayAndGivesNoEventUp() {
        String name = topic("outage");
        Queue<Integer> handled = new ConcurrentLinkedQueue<>();
        AtomicInteger tries = new AtomicInteger();
        EventHandler handler = event -> {
            if (tries.incrementAndGet() <= 8) {
                throw new IllegalStateException("not stored", new SQLTransientConnectionException("down"));
            }
            handled.add(event.data().intValue());
        };
        List<String> patient = new ArrayList<>(settings());
        patient.add("sluice.events.retry.max-backoff=100ms");
        try (EventApplication _ = EventApplication.start(patient,
                new EventSubscription(name, "outage", handler))) {
            bus.publish(name, TestEvents.event("key", 1));
            bus.publish(name, TestEvents.event("key", 2));
            await().atMost(PATIENCE).until(() -> handled.contains(2));
        }
        assertThat(handled).containsExactly(1, 2);
        assertThat(tries).as("more than a failing event has").hasValue(10);
    }

    @Test
    void movesAnUnreadableMessageToTheDeadLettersAtOnce() throws Exception {
        String name = topic("unreadable");
        Queue<Integer> handled = new ConcurrentLinkedQueue<>();
        EventHandler handler = event -> handled.add(event.data().intValue());
        bus.publish(name, TestEvents.event("key", 1));
        broker.putRaw(name, "key", "{\"specversion\":\"0.3\"}".getBytes(StandardCharsets.UTF_8),
                Map.of("x-from", "afar"));
        bus.publish(name, TestEvents.event("key", 2));
        try (Delivery _ = bus.subscribe(new EventSubscription(name, "unreadable", handler))) {
            await().atMost(PATIENCE).until(() -> handled.contains(2));
        }
        TestBroker.Letter letter = broker.first(name + ".dlq");
        assertThat(handled).containsExactly(1, 2);
        assertThat(letter.body()).isEqualTo("{\"specversion\":\"0.3\"}");
        assertThat(letter.headers()).containsEntry("x-from", "afar").containsEntry("dlq-attempts", "0");
        assertThat(letter.headers().get("dlq-message")).contains("specversion");
    }
}
