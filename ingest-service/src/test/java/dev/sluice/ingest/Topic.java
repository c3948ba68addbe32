package dev.sluice.ingest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.awaitility.Awaitility.await;

/** The topic of documents as any consumer sees it, from its beginning. */
final class Topic implements AutoCloseable {

    private final KafkaConsumer<String, String> consumer;
    private final Map<String, JsonNode> events = new LinkedHashMap<>();

    /** Returns when the service has made the topic. */
    Topic(String bootstrapServers) {
        consumer = new KafkaConsumer<>(Map.of(
                "bootstrap.servers", bootstrapServers, "enable.auto.commit", false,
                "allow.auto.create.topics", false, "isolation.level", "read_committed"),
                new StringDeserializer(), new StringDeserializer());
        await().atMost(CrashTests.LONG).ignoreExceptions()
                .until(() -> !consumer.partitionsFor("sluice.documents").isEmpty());
        List<TopicPartition> partitions = consumer.partitionsFor("sluice.documents").stream()
                .map(info -> new TopicPartition(info.topic(), info.partition())).toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** What came since the last call; nothing when nothing comes for a moment. */
    private List<String> next() {
        List<String> bodies = new ArrayList<>();
        consumer.poll(Duration.ofMillis(500)).forEach(each -> bodies.add(each.value()));
        return bodies;
    }

    @Override
    public void close() {
        consumer.close();
    }

    /** The receipts that the events of one data set are about, with each event once by its id. */
    List<UUID> receipts(String dataset) {
        for (List<String> bodies = next(); !bodies.isEmpty(); bodies = next()) {
            bodies.stream().map(JsonMapper.shared()::readTree)
                    .forEach(event -> events.put(event.path("id").stringValue(), event));
        }
        List<UUID> receipts = new ArrayList<>();
        for (JsonNode event : events.values()) {
            if (event.path("partitionkey").asString("").equals(dataset)) {
                receipts.add(UUID.fromString(event.path("subject").stringValue()));
            }
        }
        return receipts;
    }
}
