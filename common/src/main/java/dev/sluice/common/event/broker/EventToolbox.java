package dev.sluice.common.event.broker;

import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import dev.sluice.common.event.Event;
import dev.sluice.common.event.EventSubscription;
import dev.sluice.common.event.PublishFailed;

/** What an adapter needs beside its client; the same on each broker. */
public record EventToolbox(EventProperties properties, EventCodec codec, EventContext context,
        EventMeters meters,
        Clock clock) {

    /** The attempts at the messages of one subscription. */
    public Attempts attempts(EventSubscription subscription) {
        return new Attempts(subscription, this);
    }

    /** Counts how a send ended, and gives its failure the name that callers know. */
    public CompletableFuture<Void> outcome(String topic, Event event, CompletableFuture<Void> sent) {
        return sent.whenComplete((_, failure) -> meters.published(topic, failure == null))
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(new PublishFailed(topic,
                        event.id(), failure instanceof CompletionException ? failure.getCause() : failure)));
    }

    /** The broker's name of a topic or group. */
    public String prefixed(String name) {
        return properties.prefix() + name;
    }
}
