package dev.sluice.common.schedule;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;

import dev.sluice.common.outage.Outages;

/**
 * What is done again and again. That something is away is told once until it has passed, without a stack that
 * would say no more; any other failure goes on to the scheduler.
 */
final class Job implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(Job.class);

    private final Runnable task;
    private boolean waits;

    Job(Runnable task) {
        this.task = task;
    }

    @Override
    public void run() {
        boolean outage = false;
        try {
            task.run();
        }
        catch (RuntimeException failure) {
            outage = Outages.isOutage(failure);
            if (!outage) {
                throw failure;
            }
            if (!waits) {
                log.warn("{} cannot do its work for now: {}", task,
                        String.valueOf(NestedExceptionUtils.getMostSpecificCause(failure)));
            }
        }
        finally {
            waits = outage;
        }
    }

    @Override
    public String toString() {
        return task.toString();
    }
}
