package dev.sluice.common.event;

/** What a service does with an event. It may be called more than once with the same event. */
@FunctionalInterface
public interface EventHandler {

    /**
     * Returns when the work is durable; the event is acknowledged then. Any exception has the event delivered
     * again after a pause, and to the dead-letter topic after the configured number of attempts; one that
     * says that a database or a connection is away counts for none.
     */
    void handle(Event event) throws Exception;
}
