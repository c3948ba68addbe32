package dev.sluice.approval.durable.worker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import dev.sluice.approval.durable.history.Claim;
import dev.sluice.approval.durable.history.Executions;
import dev.sluice.common.lifecycle.BackgroundWork;
import dev.sluice.common.lifecycle.StopSignal;

/**
 * This instance's share of the work. One thread claims and then sleeps until it is notified, a slot becomes
 * free or the next execution is due; an execution that waits occupies none of this.
 */
final class Worker implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Worker.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);
    private static final Duration AFTER_AN_ERROR = Duration.ofSeconds(1);

    private final String name = UUID.randomUUID().toString();
    private final Executions executions;
    private final ClaimRunner runner;
    private final DurableProperties properties;
    private final Clock clock;
    private final Wakeups wakeups;
    private final Semaphore signal = new Semaphore(0);
    private final Semaphore slots;
    private final Map<Claim, Thread> running = new ConcurrentHashMap<>();
    private final BackgroundWork dispatcher = new BackgroundWork("durable-dispatcher", this::dispatch);
    private final BackgroundWork leases = new BackgroundWork("durable-leases", this::renewLeases);

    Worker(Executions executions, ClaimRunner runner, DurableProperties properties,
            Wakeups.ConnectionSource connections, Clock clock) {
        this.executions = executions;
        this.runner = runner;
        this.properties = properties;
        this.clock = clock;
        this.wakeups = new Wakeups(connections, signal::release);
        this.slots = new Semaphore(properties.concurrency());
    }

    @Override
    public void start() {
        runner.resume();
        wakeups.start();
        dispatcher.start();
        leases.start();
    }

    /**
     * Claims nothing more; running executions stop before their next step, and others may go on with them
     * at once.
     */
    @Override
    public void stop() {
        boolean claimsNothing = dispatcher.stop(() -> {
            runner.yieldAll();
            signal.release();
        }, properties.drain());
        if (!claimsNothing) {
            log.warn("The database does not answer; executions that are just being claimed wait a lease");
        }
        wakeups.stop();
        try {
            long millis = properties.drain().toMillis();
            if (!slots.tryAcquire(properties.concurrency(), millis, TimeUnit.MILLISECONDS)) {
                log.warn("{} steps did not end in time; others take them over", running.size());
                running.values().forEach(Thread::interrupt);
            }
            else {
                slots.release(properties.concurrency());
            }
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        leases.stop(() -> { }, Duration.ZERO);
    }

    @Override
    public boolean isRunning() {
        return dispatcher.isRunning();
    }

    private void dispatch(StopSignal stopping) {
        while (!stopping.stopped()) {
            try {
                signal.drainPermits();
                if (stopping.stopped()) {
                    // The signal just taken may have been the one to stop.
                    return;
                }
                int free = slots.availablePermits();
                List<Claim> claims = free == 0 ? List.of() : claim(free);
                claims.forEach(this::run);
                sleep(free == claims.size() ? properties.safetyPoll() : untilNextDue());
            }
            catch (InterruptedException e) {
                return;
            }
            catch (RuntimeException e) {
                if (!stopping.stopped()) {
                    log.warn("Could not look for work, trying again: {}", e.getMessage());
                    stopping.stoppedWithin(AFTER_AN_ERROR);
                }
            }
        }
    }

    private List<Claim> claim(int free) {
        Instant now = clock.instant();
        return executions.claim(name, runner.workflows(), free, now, now.plus(properties.lease()));
    }

    private void run(Claim claim) {
        slots.acquireUninterruptibly();
        Thread thread = Thread.ofVirtual().name("durable-" + claim.executionId()).unstarted(() -> {
            try {
                runner.run(claim);
            }
            finally {
                running.remove(claim);
                slots.release();
                signal.release();
            }
        });
        running.put(claim, thread);
        thread.start();
    }

    private Duration untilNextDue() {
        return executions.nextDue(runner.workflows())
                .map(due -> Duration.between(clock.instant(), due))
                // What is due but was not claimed is locked by somebody who is busy with it.
                .map(pause -> pause.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : pause)
                .filter(pause -> pause.compareTo(properties.safetyPoll()) < 0)
                .orElse(properties.safetyPoll());
    }

    private void sleep(Duration pause) throws InterruptedException {
        boolean notified = signal.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
        log.trace("Awake, notified: {}", notified);
    }

    private void renewLeases(StopSignal stopping) {
        while (!stopping.stoppedWithin(properties.lease().dividedBy(3))) {
            try {
                Set<UUID> ids = running.keySet().stream().map(Claim::executionId).collect(Collectors.toSet());
                executions.renew(name, ids, clock.instant().plus(properties.lease()));
            }
            catch (RuntimeException e) {
                if (!stopping.stopped()) {
                    log.warn("Could not renew leases: {}", e.getMessage());
                }
            }
        }
    }
}
