package dev.sluice.common.event.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
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
 * One subscription: a thread that only polls, so that Kafka never takes the consumer for dead, and a worker
 * per partition. A position is committed after its record is finished, so a crash repeats and never skips.
 */
final class KafkaDelivery implements EventBus.Delivery {

    private static final Logger log = LoggerFactory.getLogger(KafkaDelivery.class);
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaEventBus bus;
    private final KafkaTopics topics;
    private final KafkaEventProperties properties;
    private final EventSubscription subscription;
    private final EventToolbox tools;
    private final Attempts attempts;
    private final String topic;
    private final String deadLetters;
    private final StopSignal closing = new StopSignal();
    private final Thread poller;

    KafkaDelivery(KafkaEventBus bus, KafkaTopics topics, KafkaEventProperties properties,
            EventSubscription subscription, EventToolbox tools) {
        this.bus = bus;
        this.topics = topics;
        this.properties = properties;
        this.subscription = subscription;
        this.tools = tools;
        this.attempts = tools.attempts(subscription);
        this.topic = tools.prefixed(subscription.topic());
        this.deadLetters = tools.prefixed(EventProperties.deadLetters(subscription.topic()));
        this.poller = Thread.ofPlatform().name("events-" + subscription.group() + "-" + subscription.topic())
                .daemon().unstarted(this::run);
    }

    void start() {
        poller.start();
    }

    private void run() {
        for (int failures = 1; !closing.stopped(); failures++) {
            try {
                topics.ensure(topic, deadLetters);
                consume();
            }
            catch (KafkaException | ExecutionException | TimeoutException | IllegalStateException failure) {
                Duration pause = tools.properties().retry().after(failures);
                log.warn("No delivery of {} to {}, again in {}: {}", topic, subscription.group(), pause,
                        failure.toString());
                closing.stoppedWithin(pause);
            }
            catch (InterruptedException interrupted) {
                closing.stop();
            }
        }
    }

    private void consume() {
        try (Consumer<String, byte[]> consumer = new KafkaConsumer<>(settings(), new StringDeserializer(),
                new ByteArrayDeserializer())) {
            PartitionWorkers workers = new PartitionWorkers(consumer, this::finish,
                    tools.properties().drainTimeout());
            consumer.subscribe(List.of(topic), workers);
            try {
                while (!closing.stopped()) {
                    workers.add(consumer.poll(POLL));
                    workers.commit();
                }
            }
            finally {
                workers.drain();
            }
        }
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = properties.client();
        int session = (int) properties.sessionTimeout().toMillis();
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, tools.prefixed(subscription.group()));
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, session);
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, session / 4);
        settings.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                CooperativeStickyAssignor.class.getName());
        return settings;
    }

    private boolean finish(ConsumerRecord<String, byte[]> message, StopSignal stop) {
        return attempts.finish(new Incoming(message.key(), message.value() == null ? new byte[0]
                : message.value(),
                Instant.ofEpochMilli(message.timestamp()), message.topic() + "/" + message.partition() + "@"
                        + message.offset(), reasons -> bury(message, reasons)), stop);
    }

    private void bury(ConsumerRecord<String, byte[]> message, Map<String, String> reasons) throws Exception {
        ProducerRecord<String, byte[]> letter = new ProducerRecord<>(deadLetters, null, message.key(),
                message.value(), message.headers());
        reasons.forEach((name, value) -> letter.headers().remove(name)
                .add(name, value.getBytes(StandardCharsets.UTF_8)));
        bus.send(letter).get();
    }

    @Override
    public void close() {
        closing.stop();
        try {
            poller.join(tools.properties().drainTimeout().plusSeconds(5));
        }
        catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
