package dev.sluice.common.event;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slf4j.MDC;

import dev.sluice.common.event.EventBus.Delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** The guarantees that services build on, whichever broker carries the events. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class EventBusContract {

    /**
     * By the hash of either broker these are in different partitions of two, so neither waits for the
     * other.
     */
    static final String A_KEY = "a";
    private static final String ANOTHER_KEY = "d";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private EventApplication application;
    private EventBus bus;
    private final String topic = "contract." + UUID.randomUUID();

    /** What points an application at the broker. */
    protected abstract List<String> broker();

    /** What points it at a port where nothing listens. */
    protected abstract List<String> nothing();

    /** Puts bytes on a topic that no event bus wrote. */
    protected abstract void putRaw(String topic, String key, byte[] body, Map<String, String> headers)
            throws Exception;

    /** The first message that is not older than the topic. */
    protected abstract Letter first(String topic) throws Exception;

    /** How many messages of a topic a group has acknowledged. */
    protected abstract long acknowledged(String topic, String group) throws Exception;

    /** A message as the broker has it. */
    public record Letter(String key, String body, Map<String, String> headers) {
    }

    private List<String> settings() {
        List<String> settings = new ArrayList<>(broker());
        settings.addAll(List.of("sluice.events.partitions=2", "sluice.events.retry.attempts=4",
                "sluice.events.retry.backoff=40ms", "sluice.events.retry.max-backoff=1s"));
        return settings;
    }

    @BeforeAll
    void start() {
        application = EventApplication.start(settings());
        bus = application.bus();
    }

    @AfterAll
    void stop() {
        application.close();
    }

    private String topic(String test) {
        return topic + "." + test;
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
            await().atMost(PATIENCE).until(() -> acknowledged(name, "ack") > 0);
            assertThat(acknowledged(name, "ack")).isEqualTo(1);
            release.countDown();
            await().atMost(PATIENCE).until(() -> acknowledged(name, "ack") == 2);
        } finally {
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
            await().atMost(PATIENCE).until(() -> acknowledged(name, "kill") > 0);
        } finally {
            consumer.destroyForcibly().waitFor();
        }
        Queue<String> handled = new ConcurrentLinkedQueue<>();
        try (Delivery _ = bus.subscribe(new EventSubscription(name, "kill", each ->
                handled.add(each.id())))) {
            await().atMost(PATIENCE).until(() -> handled.contains(event.id()));
        }
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

    private double count(String meter, String name) {
        return application.bean(MeterRegistry.class).find(meter).tag("topic", name).counters().stream()
                .mapToDouble(each -> each.count()).sum();
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
        Letter letter = first(name + ".dlq");
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
    void movesAnUnreadableMessageToTheDeadLettersAtOnce() throws Exception {
        String name = topic("unreadable");
        Queue<Integer> handled = new ConcurrentLinkedQueue<>();
        EventHandler handler = event -> handled.add(event.data().intValue());
        bus.publish(name, TestEvents.event("key", 1));
        putRaw(name, "key", "{\"specversion\":\"0.3\"}".getBytes(StandardCharsets.UTF_8), Map.of("x-from",
                "afar"));
        bus.publish(name, TestEvents.event("key", 2));
        try (Delivery _ = bus.subscribe(new EventSubscription(name, "unreadable", handler))) {
            await().atMost(PATIENCE).until(() -> handled.contains(2));
        }
        Letter letter = first(name + ".dlq");
        assertThat(handled).containsExactly(1, 2);
        assertThat(letter.body()).isEqualTo("{\"specversion\":\"0.3\"}");
        assertThat(letter.headers()).containsEntry("x-from", "afar").containsEntry("dlq-attempts", "0");
        assertThat(letter.headers().get("dlq-message")).contains("specversion");
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
        settings.addAll(nothing());
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
