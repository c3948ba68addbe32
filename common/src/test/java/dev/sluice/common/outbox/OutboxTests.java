package dev.sluice.common.outbox;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import dev.sluice.common.event.Event;
import dev.sluice.common.event.TestEvents;
import dev.sluice.local.stack.Stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/** What a service announces is what it committed, on a real database and a real broker. */
class OutboxTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static OutboxApplication service;
    private static String database;

    @BeforeAll
    static void start() {
        database = Stack.shared().postgres().newDatabase("outbox");
        service = OutboxApplication.start(database, kafka());
    }

    private static List<String> kafka() {
        return List.of("sluice.events.kafka.bootstrap-servers=" + Stack.shared().kafka().bootstrapServers());
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void announcesNothingThatWasRolledBack() {
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> service.transaction.executeWithoutResult(running -> {
                    service.outbox().add(service.topic, TestEvents.event("rollback", 1));
                    throw new ArithmeticException();
                }));
        service.add("rollback", 2);
        await().atMost(PATIENCE).until(() -> service.received("rollback").contains(2));
        assertThat(service.received("rollback")).containsExactly(2);
    }

    @Test
    void refusesAnEventWithoutATransaction() {
        assertThatIllegalStateException()
                .isThrownBy(() -> service.outbox().add(service.topic, TestEvents.event("alone", 1)));
    }

    @Test
    void announcesTheEventsOfAKeyInTheirOrder() {
        for (int number = 0; number < 30; number++) {
            for (String key : List.of("o1", "o2", "o3")) {
                service.add(key, number);
            }
        }
        for (String key : List.of("o1", "o2", "o3")) {
            await().atMost(PATIENCE).until(() -> service.received(key).size() >= 30);
            assertThat(service.received(key)).containsExactlyElementsOf(IntStream.range(0,
                    30).boxed().toList());
        }
        await().atMost(PATIENCE).until(() -> service.waiting() == 0);
    }

    @Test
    void losesNothingOfTransactionsThatCommitInAnotherOrderThanTheyBegan() throws InterruptedException {
        CountDownLatch added = new CountDownLatch(1);
        CountDownLatch commit = new CountDownLatch(1);
        Thread early = Thread.startVirtualThread(() -> service.transaction.executeWithoutResult(running -> {
            service.outbox().add(service.topic, TestEvents.event("gap", 1));
            added.countDown();
            awaitQuietly(commit);
        }));
        added.await();
        service.add("gap", 2);
        await().atMost(PATIENCE).until(() -> service.received("gap").contains(2));
        assertThat(service.received("gap")).containsExactly(2);
        commit.countDown();
        early.join();
        await().atMost(PATIENCE).until(() -> service.received("gap").contains(1));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        }
        catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void isWokenByTheCommitAndNotByTheClock() {
        String own = Stack.shared().postgres().newDatabase("outbox");
        List<String> slow = List.of(kafka().getFirst(), "sluice.outbox.poll=10m");
        try (OutboxApplication sleepy = OutboxApplication.start(own, slow)) {
            sleepy.add("wake", 1);
            await().atMost(PATIENCE).until(() -> sleepy.received("wake").contains(1));
            sleepy.add("wake", 2);
            await().atMost(PATIENCE).until(() -> sleepy.received("wake").contains(2));
        }
    }

    @Test
    void carriesTheCorrelationOfTheRequestThatAddedTheEvent() {
        Event event;
        try (var _ = MDC.putCloseable("correlationId", "request-8")) {
            event = service.add("context", 1);
        }
        await().atMost(PATIENCE).until(() -> service.received("context").contains(1));
        assertThat(service.received).filteredOn(each -> each.id().equals(event.id()))
                .extracting(Event::correlationId).containsOnly("request-8");
    }

    @Test
    void aRowThatCannotBePublishedHoldsUpItsKeyAndNoOther() {
        OutboxApplication.run(database, "insert into outbox (topic, key, event) values ('%s', 'poison', '{}')"
                .formatted(service.topic));
        service.add("poison", 2);
        service.add("healthy", 1);
        await().atMost(PATIENCE).until(() -> service.received("healthy").contains(1));
        await().atMost(PATIENCE).until(() -> service.events.bean(RestingLanes.class).size() == 1);
        assertThat(service.received("poison")).isEmpty();
        assertThat(service.waiting()).isGreaterThanOrEqualTo(2);
        assertThat(gauge("sluice.outbox.waiting")).isPositive();
        assertThat(gauge("sluice.outbox.oldest.age")).isPositive();
        OutboxApplication.run(database, "delete from outbox where event::text = '{}'");
        await().atMost(PATIENCE).until(() -> service.received("poison").contains(2));
    }

    @Test
    void aRowThatCanNeverBePublishedDoesNotTakeTheServiceOutOfDuty() {
        String own = Stack.shared().postgres().newDatabase("outbox");
        try (OutboxApplication ready = OutboxApplication.start(own, kafka())) {
            OutboxApplication.run(own, """
                    insert into outbox (topic, key, event, created_at)
                    values ('%s', 'poison', '{}', now() - interval '1 day')""".formatted(ready.topic));
            await().atMost(PATIENCE).untilAsserted(() -> {
                Health health = ready.events.health("outboxHealthIndicator");
                assertThat(health.getDetails()).containsEntry("restingKeys", 1);
                assertThat((double) health.getDetails().get("oldestSeconds")).isGreaterThan(86_000);
                assertThat(health.getStatus()).isEqualTo(Status.UP);
            });
        }
    }

    @Test
    void refusesAnEventThatTheBrokerWouldNotTake() {
        Event large = TestEvents.withData("\"" + "x".repeat(512 * 1024) + "\"");
        assertThatExceptionOfType(EventTooLarge.class).isThrownBy(() -> service.transaction
                .executeWithoutResult(running -> service.outbox().add(service.topic, large)))
                .withMessageContaining(large.id());
    }

    private static double gauge(String name) {
        MeterRegistry registry = service.events.bean(MeterRegistry.class);
        service.events.bean(MeterBinder.class).bindTo(registry);
        return registry.get(name).gauge().value();
    }
}
