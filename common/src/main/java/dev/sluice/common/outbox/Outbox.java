package dev.sluice.common.outbox;

import java.nio.charset.StandardCharsets;

import javax.sql.DataSource;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.unit.DataSize;

import dev.sluice.common.event.Event;
import dev.sluice.common.event.broker.EventCodec;
import dev.sluice.common.event.broker.EventContext;

/**
 * What a service wants to announce: an event is published if, and only if, the running transaction commits.
 */
public class Outbox {

    private final DataSource database;
    private final JdbcClient jdbc;
    private final EventCodec codec;
    private final EventContext context;
    private final DataSize largest;

    Outbox(DataSource database, EventCodec codec, EventContext context, DataSize largest) {
        this.database = database;
        this.jdbc = JdbcClient.create(database);
        this.codec = codec;
        this.context = context;
        this.largest = largest;
    }

    /**
     * Stores the event, with the running request's trace and correlation, in the running transaction. It
     * reaches the topic after the commit, at least once and after the events of its key that were added
     * before. Add it after the change that it announces: the lock on the changed row then orders the events
     * of racing transactions as well.
     *
     * @throws IllegalStateException when no transaction on the service's database is running
     * @throws EventTooLarge when the event has more bytes than {@code sluice.outbox.max-event}
     */
    public void add(String topic, Event event) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()
                || !TransactionSynchronizationManager.hasResource(database)) {
            throw new IllegalStateException("Announce an event in the transaction that changes the state");
        }
        byte[] stamped = codec.write(context.stamp(event));
        if (stamped.length > largest.toBytes()) {
            throw new EventTooLarge(event.id(), stamped.length, largest);
        }
        jdbc.sql("insert into outbox (topic, key, event) values (?, ?, cast(? as json))")
                .params(topic, event.key(), new String(stamped, StandardCharsets.UTF_8)).update();
    }
}
