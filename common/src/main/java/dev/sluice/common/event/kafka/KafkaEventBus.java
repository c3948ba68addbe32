package dev.sluice.common.event.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import dev.sluice.common.event.Event;
import dev.sluice.common.event.EventBus;
import dev.sluice.common.event.EventSubscription;
import dev.sluice.common.event.broker.BrokerProbe;
import dev.sluice.common.event.broker.EventCodec;
import dev.sluice.common.event.broker.EventToolbox;

/** Kafka with one idempotent producer, confirmed by all in-sync replicas. */
final class KafkaEventBus implements EventBus, BrokerProbe, AutoCloseable {

    private final EventToolbox tools;
    private final KafkaEventProperties properties;
    private final KafkaTopics topics;
    private final Producer<String, byte[]> producer;

    KafkaEventBus(EventToolbox tools, KafkaEventProperties properties) {
        this.tools = tools;
        this.properties = properties;
        Duration patience = tools.properties().publishTimeout();
        this.topics = new KafkaTopics(properties.client(), tools.properties().partitions(), patience);
        this.producer = new KafkaProducer<>(settings(properties.client(), (int) patience.toMillis()),
                new StringSerializer(), new ByteArraySerializer());
    }

    private static Map<String, Object> settings(Map<String, Object> client, int patience) {
        client.put(ProducerConfig.ACKS_CONFIG, "all");
        client.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        client.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        // With more, a partition that has no state of this producer yet takes the second request where the
        // first came too early for its new leader, and refuses the first from then on.
        client.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        client.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, patience);
        client.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.min(patience, 5000));
        client.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, patience);
        return client;
    }

    @Override
    public CompletableFuture<Void> send(String topic, Event event) {
        Event stamped = tools.context().stamp(event);
        ProducerRecord<String, byte[]> message = new ProducerRecord<>(tools.prefixed(topic), stamped.key(),
                tools.codec().write(stamped));
        message.headers().add(EventCodec.CONTENT_TYPE_HEADER,
                EventCodec.CONTENT_TYPE.getBytes(StandardCharsets.UTF_8));
        return tools.outcome(topic, event, send(message));
    }

    /** Completes when all in-sync replicas have the message. */
    CompletableFuture<Void> send(ProducerRecord<String, byte[]> message) {
        CompletableFuture<Void> confirmed = new CompletableFuture<>();
        try {
            topics.ensure(message.topic());
            var _ = producer.send(message, (metadata, failure) -> {
                if (failure == null) {
                    confirmed.complete(null);
                }
                else {
                    confirmed.completeExceptionally(failure);
                }
            });
        }
        catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            confirmed.completeExceptionally(interrupted);
        }
        catch (ExecutionException | TimeoutException | KafkaException | IllegalStateException failure) {
            confirmed.completeExceptionally(failure);
        }
        return confirmed;
    }

    @Override
    public Delivery subscribe(EventSubscription subscription) {
        KafkaDelivery delivery = new KafkaDelivery(this, topics, properties, subscription, tools);
        delivery.start();
        return delivery;
    }

    @Override
    public void check(Duration within) throws Exception {
        topics.check(within);
    }

    @Override
    public void close() {
        producer.close(tools.properties().publishTimeout());
        topics.close();
    }
}
