package dev.sluice.common.outbox;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

import javax.sql.DataSource;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.sluice.common.event.Event;
import dev.sluice.common.event.EventApplication;
import dev.sluice.common.event.EventSubscription;
import dev.sluice.common.event.TestEvents;

/** One instance of a service that has an outbox; several on one database are several instances. */
final class OutboxApplication implements AutoCloseable {

    static final String SESSION = "sluice-outbox";

    private static final List<String> CONFIGURATION = List.of(
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
            "dev.sluice.common.outbox.OutboxAutoConfiguration");

    final String topic;
    final Queue<Event> received = new ConcurrentLinkedQueue<>();
    final EventApplication events;
    final JdbcClient jdbc;
    final TransactionTemplate transaction;

    private OutboxApplication(String database, String topic, boolean consumes, List<String> properties) {
        this.topic = topic;
        List<String> all = new ArrayList<>(List.of("spring.datasource.url=" + database,
                "spring.flyway.locations=classpath:dev/sluice/common/outbox", "sluice.events.partitions=2",
                "sluice.events.retry.backoff=50ms", "sluice.outbox.poll=200ms"));
        all.addAll(properties);
        EventSubscription[] subscriptions = consumes
                ? new EventSubscription[] {new EventSubscription(topic, "group", received::add)}
                : new EventSubscription[0];
        this.events = EventApplication.start(all, CONFIGURATION, subscriptions);
        this.jdbc = JdbcClient.create(events.bean(DataSource.class));
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(events.bean(DataSource.class)));
    }

    /** Publishes to a topic of its own and collects what arrives there. */
    static OutboxApplication start(String database, List<String> properties) {
        return new OutboxApplication(database, "outbox." + UUID.randomUUID(), true, properties);
    }

    /** Another instance of the same service. */
    static OutboxApplication another(String database, List<String> properties) {
        return new OutboxApplication(database, "outbox." + UUID.randomUUID(), false, properties);
    }

    Outbox outbox() {
        return events.bean(Outbox.class);
    }

    RelayService relay() {
        return events.bean(RelayService.class);
    }

    Event add(String key, int number) {
        Event event = TestEvents.event(key, number);
        transaction.executeWithoutResult(running -> outbox().add(topic, event));
        return event;
    }

    List<Integer> received(String key) {
        return received.stream().filter(each -> each.key().equals(key)).map(each ->
                each.data().intValue()).toList();
    }

    long waiting() {
        return jdbc.sql("select count(*) from outbox").query(Long.class).single();
    }

    /** Ends the leading relay's session as a crash of its process would. */
    static void killLeader(String database) {
        run(database, """
                select pg_terminate_backend(pid) from pg_locks join pg_stat_activity session using (pid)
                where locktype = 'advisory' and granted and session.datname = current_database()
                and session.application_name = '%s'""".formatted(SESSION));
    }

    static void run(String database, String sql) {
        try (Connection connection = DriverManager.getConnection(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Override
    public void close() {
        events.close();
    }
}
