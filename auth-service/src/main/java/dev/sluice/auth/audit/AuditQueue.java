package dev.sluice.auth.audit;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import dev.sluice.common.lifecycle.BackgroundWork;
import dev.sluice.common.lifecycle.StopSignal;
import dev.sluice.common.outage.Outages;

/**
 * Events on their way to the database. One writer takes them in batches, and no request waits for its row;
 * what the database was away too long for is lost, and that is written down in its place.
 */
@Component
class AuditQueue implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(AuditQueue.class);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration END = Duration.ofSeconds(15);
    private static final Duration GATHER = Duration.ofMillis(50);
    /** The database writes thousands of events in that time. */
    private static final Duration ROOM = Duration.ofSeconds(1);
    private static final Batch NOTHING = new Batch(List.of(), 0);

    private final AuditChain chain;
    private final AuditProperties properties;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final WaitingEvents waiting;
    private final Semaphore wake = new Semaphore(0);
    /** Lost, and not yet in any batch. */
    private final AtomicLong untold = new AtomicLong();
    private final Counter lost;
    private final BackgroundWork writer = new BackgroundWork("audit-writer", this::work);
    private volatile int inProgress;
    /** By {@link System#nanoTime}. */
    private volatile long began;
    private volatile boolean away;

    AuditQueue(AuditChain chain, AuditProperties properties, TransactionTemplate transaction, Clock clock,
            MeterRegistry meters) {
        this.chain = chain;
        this.properties = properties;
        this.transaction = transaction;
        this.clock = clock;
        this.waiting = new WaitingEvents(properties.queue());
        this.lost = Counter.builder("sluice.auth.audit.lost")
                .description("Events that the trail has lost").register(meters);
        Gauge.builder("sluice.auth.audit.waiting", this, queue -> queue.waiting.size() + queue.inProgress)
                .description("Events that wait for the database").register(meters);
    }

    /**
     * Takes it, or drops and counts it. While the database takes what it gets, whatever succeeded waits for
     * room; a database that is away or held up must not slow what goes on without it.
     */
    void offer(Occurrence occurrence) {
        if (!waiting.add(occurrence, isWriting() ? ROOM : Duration.ZERO)) {
            lose(1);
        }
        wake.release();
    }

    private boolean isWriting() {
        return !away && (inProgress == 0 || System.nanoTime() - began < ROOM.toNanos());
    }

    private void lose(long events) {
        untold.addAndGet(events);
        lost.increment((double) events);
    }

    /**
     * What is written in one transaction.
     *
     * @param untold how many lost events its last row tells of; 0 without such a row
     */
    private record Batch(List<Occurrence> rows, long untold) {

        long events() {
            return untold == 0 ? rows.size() : rows.size() - 1;
        }
    }

    private void work(StopSignal stopping) {
        while (!stopping.stopped() || waiting.size() > 0 || untold.get() > 0) {
            wake.acquireUninterruptibly();
            // So that under load a transaction writes many events and not a few.
            stopping.stoppedWithin(GATHER);
            wake.drainPermits();
            Batch batch = next();
            while (!batch.rows().isEmpty()) {
                began = System.nanoTime();
                inProgress = batch.rows().size();
                if (!write(batch, stopping)) {
                    return;
                }
                inProgress = 0;
                // Whatever else has come woke us.
                batch = batch.rows().size() < properties.batch() ? NOTHING : next();
            }
        }
    }

    private Batch next() {
        List<Occurrence> rows = waiting.take(properties.batch());
        long missing = untold.getAndSet(0);
        if (missing > 0) {
            rows.add(Occurrence.now(AuditEvent.of(AuditType.EVENTS_LOST).with(AuditField.COUNT, missing),
                    clock));
        }
        return new Batch(rows, missing);
    }

    /** Until it is written, or never can be; false when there is no more time for it. */
    private boolean write(Batch batch, StopSignal stopping) {
        Head[] attempted = {Head.NONE};
        while (true) {
            try {
                transaction.executeWithoutResult(status -> {
                    // The answer to a commit may have been lost, and no row is written twice.
                    if (attempted[0].equals(Head.NONE) || !chain.holds(attempted[0])) {
                        attempted[0] = chain.append(batch.rows());
                    }
                });
                away = false;
                return true;
            }
            catch (RuntimeException failed) {
                if (!Outages.isOutage(failed)) {
                    log.error("{} events cannot be written to the audit trail", batch.events(), failed);
                    lose(batch.events());
                    untold.addAndGet(batch.untold());
                    return !stopping.stoppedWithin(PAUSE);
                }
                if (!away) {
                    log.warn("The audit trail cannot be written: {}", failed.toString());
                    away = true;
                }
            }
            if (stopping.stoppedWithin(PAUSE)) {
                log.error("{} events of the audit trail are lost", batch.events() + batch.untold()
                        + waiting.size());
                return false;
            }
        }
    }

    @Override
    public void start() {
        writer.start();
    }

    /** What waits is written first. */
    @Override
    public void stop() {
        if (!writer.stop(wake::release, END)) {
            log.error("The audit trail is not written: {} events wait", waiting.size() + inProgress);
        }
    }

    @Override
    public boolean isRunning() {
        return writer.isRunning();
    }

    /** Before the web server takes its first request, and after it had its last. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 4096;
    }
}
