package dev.sluice.common.event.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

import dev.sluice.common.event.TestBroker;
import dev.sluice.local.stack.Stack;

/** Kafka as the stack of the tests has it. */
final class KafkaBroker implements TestBroker {

    private final String servers = Stack.shared().kafka().bootstrapServers();

    @Override
    public List<String> settings() {
        return List.of("sluice.events.broker=kafka", "sluice.events.kafka.bootstrap-servers=" + servers,
                "sluice.events.kafka.session-timeout=6s");
    }

    @Override
    public List<String> nothing() {
        return List.of("sluice.events.kafka.bootstrap-servers=127.0.0.1:1");
    }

    @Override
    public void putRaw(String topic, String key, byte[] body, Map<String,
            String> headers) throws Exception {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(Map.of("bootstrap.servers",
                servers),
                new StringSerializer(), new ByteArraySerializer())) {
            ProducerRecord<String, byte[]> message = new ProducerRecord<>(topic, key, body);
            headers.forEach((name, value) -> message.headers().add(name,
                    value.getBytes(StandardCharsets.UTF_8)));
            producer.send(message).get();
        }
    }

    @Override
    public Letter first(String topic) {
        Map<String, Object> settings = Map.of("bootstrap.servers", servers, "auto.offset.reset", "earliest",
                "group.id", UUID.randomUUID().toString());
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(settings, new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            ConsumerRecords<String, String> records = ConsumerRecords.empty();
            for (int poll = 0; poll < 60 && records.isEmpty(); poll++) {
                records = consumer.poll(Duration.ofSeconds(1));
            }
            ConsumerRecord<String, String> record = records.iterator().next();
            Map<String, String> headers = new HashMap<>();
            record.headers().forEach(each -> headers.put(each.key(),
                    new String(each.value(), StandardCharsets.UTF_8)));
            return new Letter(record.key(), record.value(), headers);
        }
    }

    @Override
    public long acknowledged(String topic, String group) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            var positions = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
            return positions.values().stream().mapToLong(each -> each.offset()).sum();
        }
    }
}
