package dev.sluice.common.event.kafka;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiPredicate;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.sluice.common.lifecycle.StopSignal;

/** Handles the records of one partition, one after the other, on a thread of its own. */
final class PartitionWorker {

    private static final Logger log = LoggerFactory.getLogger(PartitionWorker.class);

    /** More waiting records than this and the partition takes a rest from fetching. */
    private static final int PLENTY = 500;

    private final BlockingQueue<List<ConsumerRecord<String, byte[]>>> batches = new LinkedBlockingQueue<>();
    private final StopSignal stop = new StopSignal();
    private final BiPredicate<ConsumerRecord<String, byte[]>, StopSignal> finish;
    private final Thread thread;
    private volatile long finished = -1;
    private volatile int waiting;
    private long committed = -1;

    /** @param finish whether the record may be acknowledged; it is not when the stop came first */
    PartitionWorker(TopicPartition partition, BiPredicate<ConsumerRecord<String, byte[]>,
            StopSignal> finish) {
        this.finish = finish;
        this.thread = Thread.ofVirtual().name("events-" + partition).start(this::work);
    }

    void add(List<ConsumerRecord<String, byte[]>> records) {
        synchronized (batches) {
            waiting += records.size();
        }
        batches.add(records);
    }

    boolean full() {
        return waiting >= PLENTY;
    }

    /** The position to commit, where it moved since the last call of {@link #committed}. */
    OptionalLong progress() {
        long position = finished;
        return position > committed ? OptionalLong.of(position) : OptionalLong.empty();
    }

    void committed(long position) {
        committed = position;
    }

    /** Ends after the running handler. */
    void stop() {
        stop.stop();
        batches.add(List.of());
    }

    boolean endedWithin(Duration patience) throws InterruptedException {
        return thread.join(patience);
    }

    private void work() {
        try {
            while (!stop.stopped()) {
                for (ConsumerRecord<String, byte[]> each : batches.take()) {
                    if (stop.stopped() || !finish.test(each, stop)) {
                        return;
                    }
                    finished = each.offset() + 1;
                    synchronized (batches) {
                        waiting--;
                    }
                }
            }
        }
        catch (InterruptedException nobodyInterrupts) {
            log.warn("The worker of a partition was interrupted", nobodyInterrupts);
        }
    }
}
