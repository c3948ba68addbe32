package dev.sluice.common.event;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

import dev.sluice.common.event.EventBus.Delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** The guarantees that services build on, whichever broker carries the events. */
public abstract class EventBusContract extends BrokerContract {

    protected EventBusContract(TestBroker broker) {
        super(broker);
    }

    @Test
    void keepsTheOrderOfAKeyAlsoWhenAnEventIsRetried() {
        Map<String, Queue<Integer>> handled = new ConcurrentHashMap<>();
        Map<String, AtomicInteger> tries = new ConcurrentHashMap<>();
        EventHandler failsEveryFifthOnce = event -> {
            if (event.data().intValue() % 5 == 0
                    && tries.computeIfAbsent(event.id(), id -> new AtomicInteger()).incrementAndGet() == 1) {
                throw new IllegalStateException("not yet");
            }
            handled.computeIfAbsent(event.key(), key ->
                    new ConcurrentLinkedQueue<>()).add(event.data().intValue());
        };
        List<String> keys = List.of("a", "b", "c", "d");
        try (Delivery _ = bus.subscribe(new EventSubscription(topic("order"), "order",
                failsEveryFifthOnce))) {
            List<CompletableFuture<Void>> sent = new ArrayList<>();
            for (int number = 0; number < 20; number++) {
                for (String key : keys) {
                    sent.add(bus.send(topic("order"), TestEvents.event(key, number)));
                }
            }
            sent.forEach(CompletableFuture::join);
            await().atMost(PATIENCE).until(() -> keys.stream()
                    .allMatch(key -> handled.getOrDefault(key, new ConcurrentLinkedQueue<>()).contains(19)));
        }
        for (String key : keys) {
            // A rebalance on a slow machine may repeat events, but none comes before its predecessor.
            assertThat(handled.get(key).stream().distinct()).isSorted().hasSize(20);
        }
    }

    @Test
    void acknowledgesAnEventAfterItsHandlerAndNotBefore() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        String name = topic("ack");
        EventHandler holds = event -> {
            if (event.key().equals(A_KEY)) {
                started.countDown();
                release.await();
            }
        };
        try (Delivery _ = bus.subscribe(new EventSubscription(name, "ack", holds))) {
            bus.publish(name, TestEvents.event(A_KEY, 1));
            assertThat(started.await(60, TimeUnit.SECONDS)).isTrue();
            bus.publish(name, TestEvents.event(ANOTHER_KEY, 2));
            // The later one of the other key is acknowledged: the broker would know of the first by now.
            await().atMost(PATIENCE).until(() -> broker.acknowledged(name, "ack") > 0);
            assertThat(broker.acknowledged(name, "ack")).isEqualTo(1);
            release.countDown();
            await().atMost(PATIENCE).until(() -> broker.acknowledged(name, "ack") == 2);
        }
        finally {
            release.countDown();
        }
    }

    @Test
    void deliversAgainWhenTheConsumerWasKilledWhileItHandled() throws Exception {
        String name = topic("kill");
        Event event = TestEvents.event(A_KEY, 1);
        bus.publish(name, event);
        Process consumer = BlockedConsumer.start(name, "kill", settings());
        try (BufferedReader said = new BufferedReader(new InputStreamReader(consumer.getInputStream(),
                StandardCharsets.UTF_8))) {
            String line = said.readLine();
            while (line != null && !line.startsWith(BlockedConsumer.TAKEN)) {
                line = said.readLine();
            }
            assertThat(line).isEqualTo(BlockedConsumer.TAKEN + event.id());
            // When the later one of the other key is acknowledged, a hasty consumer has acknowledged both.
            bus.publish(name, TestEvents.event(ANOTHER_KEY, 2));
            await().atMost(PATIENCE).until(() -> broker.acknowledged(name, "kill") > 0);
        }
        finally {
            consumer.destroyForcibly().waitFor();
        }
        Queue<String> handled = new ConcurrentLinkedQueue<>();
        try (Delivery _ = bus.subscribe(new EventSubscription(name, "kill", each ->
                handled.add(each.id())))) {
            await().atMost(PATIENCE).until(() -> handled.contains(event.id()));
        }
    }

    @Test
    void finishesARunningHandlerBeforeItCloses() throws Exception {
        String name = topic("drain");
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Queue<Integer> first = new ConcurrentLinkedQueue<>();
        Delivery delivery = bus.subscribe(new EventSubscription(name, "drain", event -> {
            started.countDown();
            release.await();
            first.add(event.data().intValue());
        }));
        bus.publish(name, TestEvents.event("key", 1));
        bus.publish(name, TestEvents.event("key", 2));
        assertThat(started.await(60, TimeUnit.SECONDS)).isTrue();
        Thread closing = Thread.startVirtualThread(delivery::close);
        assertThat(closing.join(Duration.ofMillis(300))).as("closed while a handler ran").isFalse();
        release.countDown();
        assertThat(closing.join(PATIENCE)).isTrue();
        assertThat(first).containsExactly(1);
        Queue<Integer> second = new ConcurrentLinkedQueue<>();
        try (Delivery _ = bus.subscribe(new EventSubscription(name, "drain",
                event -> second.add(event.data().intValue())))) {
            await().atMost(PATIENCE).until(() -> second.contains(2));
        }
        assertThat(second).containsExactly(2);
    }

    @Test
    void carriesCorrelationAndTraceToTheHandler() {
        String name = topic("context");
        Map<String, String> seen = new ConcurrentHashMap<>();
        Event traced = TestEvents.event("key", 1).within(null,
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        try (Delivery _ = bus.subscribe(new EventSubscription(name, "context", event -> seen.putAll(Map.of(
                "mdc", MDC.get("correlationId"), "event", String.valueOf(event.correlationId()),
                "trace", String.valueOf(MDC.get("traceId"))))))) {
            try (var _ = MDC.putCloseable("correlationId", "request-7")) {
                bus.publish(name, traced);
            }
            await().atMost(PATIENCE).until(() -> !seen.isEmpty());
        }
        assertThat(seen).containsEntry("mdc", "request-7").containsEntry("event", "request-7")
                .containsEntry("trace", "4bf92f3577b34da6a3ce929d0e0e4736");
    }

    @Test
    void saysInTimeThatAnEventWasNotPublished() {
        List<String> settings = new ArrayList<>(settings());
        settings.addAll(broker.nothing());
        settings.add("sluice.events.publish-timeout=500ms");
        EventSubscription waiting = new EventSubscription(topic("nobody"), "nobody", event -> { });
        try (EventApplication alone = EventApplication.start(settings, waiting)) {
            assertThatExceptionOfType(PublishFailed.class)
                    .isThrownBy(() -> alone.bus().publish(topic("nobody"), TestEvents.event("key", 1)))
                    .withMessageContaining(topic("nobody"));
            assertThat(alone.health()).isEqualTo("DOWN");
        }
        assertThat(application.health()).isEqualTo("UP");
    }
}
