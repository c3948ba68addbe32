package dev.sluice.common.test;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import dev.sluice.common.event.Event;
import dev.sluice.common.event.broker.EventCodec;
import dev.sluice.local.stack.Stack;

/** The shared Kafka as another service uses it, for tests of a service that has a process of its own. */
public final class TestKafka {

    private TestKafka() {
    }

    /** What points a client at it. */
    public static Map<String, Object> client() {
        return Map.of("bootstrap.servers", Stack.shared().kafka().bootstrapServers());
    }

    /** Returns when the broker has the event. */
    public static void publish(String topic, Event event) throws Exception {
        try (var producer = new KafkaProducer<>(client(), new StringSerializer(),
                new ByteArraySerializer())) {
            var message = new ProducerRecord<>(topic, event.key(), new EventCodec().write(event));
            message.headers().add(EventCodec.CONTENT_TYPE_HEADER,
                    EventCodec.CONTENT_TYPE.getBytes(StandardCharsets.UTF_8));
            producer.send(message).get(60, TimeUnit.SECONDS);
        }
    }
}
