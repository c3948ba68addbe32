package dev.sluice.common.event;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The way to the broker and back. Publishing is durable when it has returned; delivery is at least once, in
 * order per key, and no event is acknowledged before its handler is done.
 */
public interface EventBus {

    /**
     * Hands the event to the broker and returns when the broker has it on all in-sync replicas.
     *
     * @throws PublishFailed when the broker has not confirmed it in time; it may have it all the same
     */
    default void publish(String topic, Event event) {
        try {
            send(topic, event).join();
        }
        catch (CompletionException failed) {
            throw failed.getCause() instanceof PublishFailed known ? known
                    : new PublishFailed(topic, event.id(), failed);
        }
    }

    /**
     * The same without waiting. Events sent one after the other from one thread keep their order; after a
     * failure later ones may have arrived, so a sender that needs order sends the failed one and all after
     * it again.
     *
     * @return completes when the broker has the event, or with {@link PublishFailed}
     */
    CompletableFuture<Void> send(String topic, Event event);

    /** Starts delivery to the handler and returns at once, also when the broker is down; it reconnects. */
    Delivery subscribe(EventSubscription subscription);

    /** A running subscription. */
    interface Delivery extends AutoCloseable {

        /**
         * Takes no further event, lets running handlers finish within the drain time and releases the
         * broker.
         */
        @Override
        void close();
    }
}
