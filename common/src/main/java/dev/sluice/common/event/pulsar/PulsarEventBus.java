package dev.sluice.common.event.pulsar;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.apache.pulsar.client.api.HashingScheme;
import org.apache.pulsar.client.api.Producer;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.PulsarClientException;
import org.apache.pulsar.client.api.PulsarClientException.NotFoundException;
import org.apache.pulsar.client.api.PulsarClientException.TopicDoesNotExistException;
import org.apache.pulsar.client.api.TypedMessageBuilder;
import org.jspecify.annotations.Nullable;

import dev.sluice.common.event.Event;
import dev.sluice.common.event.EventBus;
import dev.sluice.common.event.EventSubscription;
import dev.sluice.common.event.broker.BrokerProbe;
import dev.sluice.common.event.broker.EventCodec;
import dev.sluice.common.event.broker.EventToolbox;

/** Pulsar with one producer per topic, confirmed when the write quorum has the message. */
final class PulsarEventBus implements EventBus, BrokerProbe, AutoCloseable {

    private final EventToolbox tools;
    private final PulsarClient client;
    private final PulsarTopics topics;
    private final Duration patience;
    private final Map<String, CompletableFuture<Producer<byte[]>>> producers = new ConcurrentHashMap<>();

    PulsarEventBus(EventToolbox tools, PulsarEventProperties properties) throws PulsarClientException {
        this.tools = tools;
        this.patience = tools.properties().publishTimeout();
        this.topics = new PulsarTopics(properties, tools.properties().partitions(), patience);
        Map<String, Object> further = new HashMap<>(properties.properties());
        further.putIfAbsent("statsIntervalSeconds", 0);
        this.client = PulsarClient.builder().loadConf(further)
                .serviceUrl(properties.serviceUrl()).operationTimeout(millis(), TimeUnit.MILLISECONDS)
                .lookupTimeout(millis(), TimeUnit.MILLISECONDS)
                .connectionTimeout(Math.min(millis(), 5000), TimeUnit.MILLISECONDS)
                .maxBackoffInterval(2, TimeUnit.SECONDS).build();
    }

    private int millis() {
        return (int) patience.toMillis();
    }

    @Override
    public CompletableFuture<Void> send(String topic, Event event) {
        Event stamped = tools.context().stamp(event);
        byte[] body = tools.codec().write(stamped);
        return tools.outcome(topic, event, send(tools.prefixed(topic), message -> message.key(stamped.key())
                .value(body).property(EventCodec.CONTENT_TYPE_HEADER, EventCodec.CONTENT_TYPE)));
    }

    /** Completes when Pulsar has stored the message, or fails in time. */
    CompletableFuture<Void> send(String topic, Consumer<TypedMessageBuilder<byte[]>> content) {
        try {
            Producer<byte[]> producer = producer(topic);
            TypedMessageBuilder<byte[]> message = producer.newMessage();
            content.accept(message);
            return message.sendAsync().thenAccept(stored -> { });
        }
        catch (IOException | CompletionException failure) {
            return CompletableFuture.failedFuture(failure);
        }
        catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return CompletableFuture.failedFuture(interrupted);
        }
    }

    /**
     * Waits for a new producer, so that messages which are sent one after the other are queued in that
     * order.
     */
    private Producer<byte[]> producer(String topic) throws IOException, InterruptedException {
        topics.ensure(topic);
        CompletableFuture<Producer<byte[]>> producer = producers.computeIfAbsent(topic, this::open);
        try {
            return producer.orTimeout(2L * millis(), TimeUnit.MILLISECONDS).join();
        }
        catch (CompletionException failure) {
            producers.remove(topic, producer);
            throw failure;
        }
    }

    /** No batches: a batch travels as one, and would carry keys to a consumer that has others in hand. */
    private CompletableFuture<Producer<byte[]>> open(String topic) {
        return client.newProducer().topic(topics.url(topic)).enableBatching(false)
                .hashingScheme(HashingScheme.Murmur3_32Hash).sendTimeout(millis(), TimeUnit.MILLISECONDS)
                .blockIfQueueFull(true).createAsync();
    }

    @Override
    public Delivery subscribe(EventSubscription subscription) {
        PulsarDelivery delivery = new PulsarDelivery(this, client, topics, subscription, tools);
        delivery.start();
        return delivery;
    }

    /** The partitions of a topic that need not exist: any answer comes from a broker. */
    @Override
    public void check(Duration within) throws Exception {
        client.getPartitionsForTopic(topics.url("health"), false)
                .exceptionallyCompose(failure -> answered(failure)
                        ? CompletableFuture.completedFuture(List.of())
                        : CompletableFuture.failedFuture(failure)).get(within.toMillis(),
                                TimeUnit.MILLISECONDS);
    }

    private static boolean answered(@Nullable Throwable failure) {
        return failure instanceof TopicDoesNotExistException || failure instanceof NotFoundException
                || (failure != null && answered(failure.getCause()));
    }

    @Override
    public void close() throws PulsarClientException {
        client.close();
        topics.close();
    }
}
