package dev.sluice.ingest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

import dev.sluice.local.engine.Kind;
import dev.sluice.local.stack.Component;
import dev.sluice.local.stack.Stack;

import static org.awaitility.Awaitility.await;

class KafkaCrashTests extends CrashContract {

    @Override
    Kind kind() {
        return Kind.KAFKA;
    }

    @Override
    Component broker(Stack stack) {
        return stack.kafka();
    }

    @Override
    Map<String, String> settings(Stack stack) {
        return Map.of("sluice.events.kafka.bootstrap-servers", stack.kafka().bootstrapServers(),
                "sluice.events.kafka.session-timeout", "6s");
    }

    @Override
    Topic topic(Stack stack) {
        KafkaConsumer<String, String> consumer = new KafkaConsumer<>(Map.of(
                "bootstrap.servers", stack.kafka().bootstrapServers(), "enable.auto.commit", false,
                "allow.auto.create.topics", false, "isolation.level", "read_committed"),
                new StringDeserializer(), new StringDeserializer());
        await().atMost(LONG).ignoreExceptions()
                .until(() -> !consumer.partitionsFor("sluice.documents").isEmpty());
        List<TopicPartition> partitions = consumer.partitionsFor("sluice.documents").stream()
                .map(info -> new TopicPartition(info.topic(), info.partition())).toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return new Topic() {
            @Override
            List<String> next() {
                List<String> bodies = new ArrayList<>();
                consumer.poll(Duration.ofMillis(500)).forEach(each -> bodies.add(each.value()));
                return bodies;
            }

            @Override
            public void close() {
                consumer.close();
            }
        };
    }
}
