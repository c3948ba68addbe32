package dev.sluice.common.outbox;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

import dev.sluice.common.event.Event;
import dev.sluice.common.event.EventBus;
import dev.sluice.common.event.EventSubscription;
import dev.sluice.common.event.broker.EventCodec;
import dev.sluice.common.lifecycle.StopSignal;
import dev.sluice.local.stack.Kafka;
import dev.sluice.local.stack.Stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** What the relay promises when something dies under it. Begins before the others, since it takes longest. */
@Order(1)
class RelayCrashTests {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final String database = Stack.shared().postgres().newDatabase("relay");

    private static List<String> kafka(String servers) {
        return List.of("sluice.events.kafka.bootstrap-servers=" + servers,
                "sluice.events.publish-timeout=2s", "sluice.events.retry.max-backoff=500ms",
                "sluice.outbox.max-backoff=500ms");
    }

    private static List<String> shared() {
        return kafka(Stack.shared().kafka().bootstrapServers());
    }

    @Test
    void publishesAgainWhatItCouldNotDelete() throws SQLException {
        List<String> noRelay = Stream.concat(shared().stream(),
                Stream.of("sluice.outbox.relay=false")).toList();
        try (OutboxApplication service = OutboxApplication.start(database, noRelay)) {
            Event event = service.add("crash", 1);
            try (Connection session = DriverManager.getConnection(database
                    + "&ApplicationName=" + OutboxApplication.SESSION)) {
                assertThat(Leadership.won(session)).isTrue();
                Relay dying = relay(new DyingBus(service.events.bus(), database));
                assertThatExceptionOfType(SQLException.class)
                        .isThrownBy(() -> dying.work(Leadership.of(session, Duration.ofMinutes(1)),
                                new StopSignal()));
            }
            await().atMost(PATIENCE).until(() -> service.received("crash").size() == 1);
            assertThat(service.waiting()).isEqualTo(1);
            try (Connection session = DriverManager.getConnection(database)) {
                assertThat(Leadership.won(session)).isTrue();
                StopSignal stop = new StopSignal();
                Thread next = Thread.startVirtualThread(() -> work(service, session, stop));
                await().atMost(PATIENCE).until(() -> service.received("crash").size() == 2);
                await().atMost(PATIENCE).until(() -> service.waiting() == 0);
                stop.stop();
                join(next);
            }
            assertThat(service.received).extracting(Event::id).containsOnly(event.id());
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        }
        catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void work(OutboxApplication service, Connection session, StopSignal stop) {
        try {
            relay(service.events.bus()).work(Leadership.of(session, Duration.ofMinutes(1)), stop);
        }
        catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static Relay relay(EventBus bus) {
        OutboxProperties properties = new OutboxProperties(true, 10, Duration.ofMillis(100),
                Duration.ofMillis(100), Duration.ofSeconds(1), DataSize.ofKilobytes(512));
        return new Relay(bus, new EventCodec(), new RestingLanes(properties, Clock.systemUTC()), properties);
    }

    /** Publishes, and then the session is gone. */
    private record DyingBus(EventBus bus, String database) implements EventBus {

        @Override
        public CompletableFuture<Void> send(String topic, Event event) {
            return bus.send(topic, event).thenRun(() -> OutboxApplication.killLeader(database));
        }

        @Override
        public Delivery subscribe(EventSubscription subscription) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void leadsAsLongAsItsSendsTake() throws SQLException, InterruptedException {
        List<String> noRelay = Stream.concat(shared().stream(),
                Stream.of("sluice.outbox.relay=false")).toList();
        try (OutboxApplication service = OutboxApplication.start(database, noRelay);
                Connection session = DriverManager.getConnection(database)) {
            for (int key = 0; key < 8; key++) {
                service.add("key " + key, key);
            }
            StopSignal stop = new StopSignal();
            Relay relay = relay(new SlowBus(service.events.bus(), Duration.ofMillis(500)));
            Leadership leadership = Leadership.of(session, Duration.ofSeconds(2));
            Future<?> working = CompletableFuture.runAsync(() -> {
                try {
                    relay.work(leadership, stop);
                }
                catch (SQLException lost) {
                    throw new IllegalStateException(lost);
                }
            });
            await().atMost(PATIENCE).until(() -> working.isDone() || service.waiting() == 0);
            stop.stop();
            assertThat(working).succeedsWithin(PATIENCE);
            assertThat(service.waiting()).isZero();
        }
    }

    /** Needs its time to hand an event on, as a bus does whose broker is away. */
    private record SlowBus(EventBus bus, Duration pause) implements EventBus {

        @Override
        public void publish(String topic, Event event) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<Void> send(String topic, Event event) {
            LockSupport.parkNanos(pause.toNanos());
            return bus.send(topic, event);
        }

        @Override
        public Delivery subscribe(EventSubscription subscription) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void oneOfTwoInstancesRelaysAndTheOtherTakesOver() {
        try (OutboxApplication first = OutboxApplication.start(database, shared())) {
            await().atMost(PATIENCE).until(() -> first.relay().role() == RelayService.Role.LEADER);
            try (OutboxApplication second = OutboxApplication.another(database, shared())) {
                await().atMost(PATIENCE).until(() -> second.relay().role() == RelayService.Role.STANDBY);
                for (int round = 0; round < 3; round++) {
                    first.add("takeover", round);
                    OutboxApplication.killLeader(database);
                    int latest = round;
                    await().atMost(PATIENCE).until(() -> first.received("takeover").contains(latest));
                    await().atMost(PATIENCE).until(() -> Stream.of(first, second).map(each ->
                            each.relay().role())
                            .sorted().toList().equals(List.of(RelayService.Role.STANDBY,
                                    RelayService.Role.LEADER)));
                    assertThat(leaders(first)).isEqualTo(1);
                }
                first.relay().stop();
                await().atMost(PATIENCE).until(() -> second.relay().role() == RelayService.Role.LEADER);
            }
        }
    }

    private static long leaders(OutboxApplication service) {
        return service.jdbc.sql("""
                select count(*) from pg_locks where locktype = 'advisory' and granted
                and database = (select oid from pg_database where datname = current_database())
                and pid in (select pid from pg_stat_activity where application_name = 'sluice-outbox')""")
                .query(Long.class).single();
    }

    @Test
    void keepsEventsWhileTheBrokerIsDownAndPublishesThemInOrderWhenItIsBack(@TempDir Path directory)
            throws IOException {
        try (Stack own = Stack.fresh(directory)) {
            Kafka kafka = own.kafka();
            List<String> settings = kafka(kafka.bootstrapServers());
            try (OutboxApplication before = OutboxApplication.start(database, settings)) {
                before.add("outage", 1);
                await().atMost(PATIENCE).until(() -> before.received("outage").contains(1));
                kafka.kill();
                String another = Stack.shared().postgres().newDatabase("relay");
                try (OutboxApplication meanwhile = OutboxApplication.start(another, settings)) {
                    List<OutboxApplication> both = List.of(before, meanwhile);
                    both.forEach(service -> service.add("outage", 2));
                    both.forEach(service -> service.add("outage", 3));
                    await().atMost(PATIENCE).until(() -> both.stream()
                            .allMatch(service -> service.events.bean(RestingLanes.class).size() == 1));
                    assertThat(both).allSatisfy(service -> {
                        assertThat(service.events.health()).isEqualTo("DOWN");
                        assertThat(service.waiting()).isEqualTo(2);
                    });
                    kafka.start();
                    await().atMost(PATIENCE).until(() -> both.stream()
                            .allMatch(service -> service.received("outage").contains(3)));
                    assertThat(both).allSatisfy(service ->
                            assertThat(service.events.health()).isEqualTo("UP"));
                    assertThat(before.received("outage").stream().distinct()).containsExactly(1, 2, 3);
                    assertThat(meanwhile.received("outage").stream().distinct()).containsExactly(2, 3);
                }
            }
        }
    }
}
