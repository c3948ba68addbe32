package dev.sluice.common.event.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.sluice.common.lifecycle.StopSignal;

/**
 * The workers of the assigned partitions. A partition that goes to another consumer goes after its running
 * handler is done and its position committed. Used by the polling thread only.
 */
final class PartitionWorkers implements ConsumerRebalanceListener {

    private static final Logger log = LoggerFactory.getLogger(PartitionWorkers.class);
    private static final Duration COMMIT = Duration.ofSeconds(5);

    private final Consumer<String, byte[]> consumer;
    private final BiPredicate<ConsumerRecord<String, byte[]>, StopSignal> finish;
    private final Duration drain;
    private final Map<TopicPartition, PartitionWorker> workers = new HashMap<>();

    PartitionWorkers(Consumer<String, byte[]> consumer,
            BiPredicate<ConsumerRecord<String, byte[]>, StopSignal> finish, Duration drain) {
        this.consumer = consumer;
        this.finish = finish;
        this.drain = drain;
    }

    void add(ConsumerRecords<String, byte[]> records) {
        for (TopicPartition partition : records.partitions()) {
            workers.computeIfAbsent(partition, each -> new PartitionWorker(each, finish))
                    .add(records.records(partition));
        }
        workers.forEach((partition, worker) -> {
            boolean resting = consumer.paused().contains(partition);
            if (worker.full() && !resting) {
                consumer.pause(Set.of(partition));
            }
            else if (resting && !worker.full()) {
                consumer.resume(Set.of(partition));
            }
        });
    }

    /** What fails here is committed with the next call, or handled again by another consumer. */
    void commit() {
        Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
        workers.forEach((partition, worker) -> worker.progress()
                .ifPresent(position -> positions.put(partition, new OffsetAndMetadata(position))));
        if (positions.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(positions, COMMIT);
            positions.forEach((partition, position) -> worker(partition).committed(position.offset()));
        }
        catch (KafkaException notNow) {
            log.info("Positions not committed yet: {}", notNow.toString());
        }
    }

    /** Lets the running handlers finish, and commits what they finished. */
    void drain() {
        end(List.copyOf(workers.keySet()));
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        end(partitions);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        // Workers come with the first records.
    }

    /** Others have them already: nothing to wait for, nothing to commit. */
    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            PartitionWorker worker = workers.remove(partition);
            if (worker != null) {
                worker.stop();
            }
        }
    }

    private void end(Collection<TopicPartition> partitions) {
        partitions.stream().filter(workers::containsKey).forEach(each -> worker(each).stop());
        long deadline = System.nanoTime() + drain.toNanos();
        for (TopicPartition partition : partitions) {
            PartitionWorker worker = workers.get(partition);
            if (worker != null && !ended(worker, deadline)) {
                log.warn("A handler of {} still runs; its event will be delivered again", partition);
            }
        }
        commit();
        partitions.forEach(workers::remove);
    }

    private static boolean ended(PartitionWorker worker, long deadline) {
        try {
            return worker.endedWithin(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
        }
        catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private PartitionWorker worker(TopicPartition partition) {
        return Objects.requireNonNull(workers.get(partition));
    }
}
