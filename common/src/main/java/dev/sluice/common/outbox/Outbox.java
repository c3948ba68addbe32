package dev.sluice.common.outbox;

import org.springframework.transaction.support.TransactionSynchronizationManager;

import dev.sluice.common.event.Event;

/**
 * What a service wants to announce: an event is published if, and only if, the running transaction commits.
 */
public class Outbox {

    /**
     * Stores the event in the running transaction. It reaches the topic after the commit, at least once and
     * after all earlier events of its key.
     *
     * @throws IllegalStateException when no transaction is running
     */
    public void add(String topic, Event event) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("Announce an event in the transaction that changes the state");
        }
        throw new UnsupportedOperationException(topic + event);
    }
}
