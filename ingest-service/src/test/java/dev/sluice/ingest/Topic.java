package dev.sluice.ingest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A topic as any consumer sees it, from its beginning. */
final class Topic implements AutoCloseable {

    private final KafkaConsumer<String, String> consumer;
    private final List<JsonNode> events = new ArrayList<>();

    Topic(String bootstrapServers, String name) {
        consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", bootstrapServers,
                "enable.auto.commit", false, "auto.offset.reset", "earliest", "isolation.level",
                "read_committed"), new StringDeserializer(), new StringDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(name).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition())).toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** All events so far. */
    List<JsonNode> events() {
        for (var records = consumer.poll(Duration.ofMillis(500)); !records.isEmpty();
                records = consumer.poll(Duration.ofMillis(500))) {
            records.forEach(record -> events.add(JsonMapper.shared().readTree(record.value())));
        }
        return events;
    }

    /** The receipts that the events of one data set are about; twice where an event came twice. */
    List<UUID> receipts(String dataset) {
        return events().stream().filter(event -> event.path("partitionkey").asString("").equals(dataset))
                .map(event -> UUID.fromString(event.path("subject").stringValue())).toList();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
