package dev.sluice.common.event.pulsar;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.pulsar.client.api.Consumer;
import org.apache.pulsar.client.api.Message;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.PulsarClientException;
import org.apache.pulsar.client.api.SubscriptionInitialPosition;
import org.apache.pulsar.client.api.SubscriptionType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.sluice.common.event.EventBus;
import dev.sluice.common.event.EventSubscription;
import dev.sluice.common.event.broker.Attempts;
import dev.sluice.common.event.broker.EventProperties;
import dev.sluice.common.event.broker.EventToolbox;
import dev.sluice.common.event.broker.Incoming;
import dev.sluice.common.lifecycle.StopSignal;

/**
 * One subscription: a consumer and a thread per partition, each handling one message after the other.
 * Key_Shared keeps a key at one consumer until what that consumer has in hand is acknowledged or its
 * connection is gone.
 */
final class PulsarDelivery implements EventBus.Delivery {

    private static final Logger log = LoggerFactory.getLogger(PulsarDelivery.class);
    private static final Duration LOOK_FOR_PARTITIONS = Duration.ofSeconds(30);
    private static final int RECEIVE_MILLIS = 200;
    private static final int IN_HAND = 100;

    private final PulsarEventBus bus;
    private final PulsarClient client;
    private final PulsarTopics topics;
    private final EventSubscription subscription;
    private final EventToolbox tools;
    private final Attempts attempts;
    private final String topic;
    private final String deadLetters;
    private final String name = UUID.randomUUID().toString();
    private final StopSignal closing = new StopSignal();
    private final Map<String, Thread> workers = new ConcurrentHashMap<>();
    private final Thread overseer;

    PulsarDelivery(PulsarEventBus bus, PulsarClient client, PulsarTopics topics,
            EventSubscription subscription,
            EventToolbox tools) {
        this.bus = bus;
        this.client = client;
        this.topics = topics;
        this.subscription = subscription;
        this.tools = tools;
        this.attempts = tools.attempts(subscription);
        this.topic = tools.prefixed(subscription.topic());
        this.deadLetters = tools.prefixed(EventProperties.deadLetters(subscription.topic()));
        this.overseer = Thread.ofVirtual().name("events-" + subscription.group() + "-" + subscription.topic())
                .unstarted(this::oversee);
    }

    void start() {
        overseer.start();
    }

    /** Starts a worker for each partition, also for those that an operator adds later. */
    private void oversee() {
        for (int failures = 1; !closing.stopped(); failures++) {
            try {
                topics.ensure(topic);
                topics.ensureKept(deadLetters);
                List<String> partitions = client.getPartitionsForTopic(topics.url(topic), true)
                        .get(tools.properties().publishTimeout().toMillis(), TimeUnit.MILLISECONDS);
                for (String each : partitions) {
                    workers.computeIfAbsent(each, partition -> Thread.ofVirtual().name("events-" + partition)
                            .start(() -> work(partition)));
                }
                failures = 0;
                closing.stoppedWithin(LOOK_FOR_PARTITIONS);
            }
            catch (IOException | ExecutionException | TimeoutException failure) {
                pause(failures, failure);
            }
            catch (InterruptedException interrupted) {
                closing.stop();
            }
        }
    }

    private void work(String partition) {
        for (int failures = 1; !closing.stopped(); failures++) {
            try (Consumer<byte[]> consumer = open(partition)) {
                failures = 0;
                while (!closing.stopped()) {
                    Message<byte[]> message = consumer.receive(RECEIVE_MILLIS, TimeUnit.MILLISECONDS);
                    if (message != null && finish(message)) {
                        consumer.acknowledge(message);
                    }
                }
            }
            catch (PulsarClientException failure) {
                pause(failures, failure);
            }
        }
    }

    private void pause(int failures, Exception failure) {
        Duration pause = tools.properties().retry().after(failures);
        log.warn("No delivery of {} to {}, again in {}: {}", topic, subscription.group(), pause,
                failure.toString());
        closing.stoppedWithin(pause);
    }

    private Consumer<byte[]> open(String partition) throws PulsarClientException {
        return client.newConsumer().topic(partition).subscriptionName(tools.prefixed(subscription.group()))
                .subscriptionType(SubscriptionType.Key_Shared)
                .subscriptionInitialPosition(SubscriptionInitialPosition.Earliest)
                .consumerName(name).receiverQueueSize(IN_HAND).subscribe();
    }

    private boolean finish(Message<byte[]> message) {
        return attempts.finish(new Incoming(message.getKey(), message.getData(),
                Instant.ofEpochMilli(message.getPublishTime()), message.getTopicName() + "@"
                        + message.getMessageId(), reasons -> bury(message, reasons)), closing);
    }

    private void bury(Message<byte[]> message, Map<String, String> reasons) throws Exception {
        topics.ensureKept(deadLetters);
        bus.send(deadLetters, letter -> {
            if (message.hasKey()) {
                letter.key(message.getKey());
            }
            letter.value(message.getData()).properties(message.getProperties()).properties(reasons);
        }).get();
    }

    @Override
    public void close() {
        closing.stop();
        long deadline = System.nanoTime() + tools.properties().drainTimeout().plusSeconds(5).toNanos();
        try {
            overseer.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
            for (Thread worker : workers.values()) {
                if (!worker.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
                    log.warn("A handler of {} still runs; its event will be delivered again", topic);
                }
            }
        }
        catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
