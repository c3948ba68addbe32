package dev.sluice.approval.document;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import dev.sluice.approval.durable.Callbacks;
import dev.sluice.approval.flags.FourEyes;
import dev.sluice.common.identity.Actor;

/**
 * Where reviewers decide. A job is decided at most once, and only on the digest that the reviewer saw: the
 * decision, the workflow's wake-up and (for a rejection, which ends the job) its announcement are one
 * transaction.
 */
@Component
class ApprovalDesk {

    private final Jobs jobs;
    private final Callbacks callbacks;
    private final Announcements announcements;
    private final FourEyes fourEyes;
    private final TransactionTemplate transactions;
    private final MeterRegistry meters;
    private final Clock clock;

    ApprovalDesk(Jobs jobs, Callbacks callbacks, Announcements announcements, FourEyes fourEyes,
            TransactionTemplate transactions, MeterRegistry meters, Clock clock) {
        this.jobs = jobs;
        this.callbacks = callbacks;
        this.announcements = announcements;
        this.fourEyes = fourEyes;
        this.transactions = transactions;
        this.meters = meters;
        this.clock = clock;
    }

    /** What the reviewer says of what. */
    record Statement(boolean approved, @Nullable String reason, String digest) {
    }

    /**
     * Decides a job.
     *
     * @throws JobNotFound if there is none that the reviewer may see
     * @throws OwnJob if the reviewer asked for it and four eyes are needed
     */
    Ruling decide(UUID id, Actor reviewer, Statement statement) {
        Job seen = jobs.find(id)
                .filter(job -> job.isVisibleTo(reviewer))
                .orElseThrow(() -> new JobNotFound(id));
        // Asked outside the transaction: a slow flag service must not hold a lock.
        if (seen.requestedBy().id().equals(reviewer.id()) && fourEyes.areNeededFor(reviewer.id())) {
            throw new OwnJob(id);
        }
        Ruling ruling = transactions.execute(status -> {
            Ruling made = rule(id, reviewer, statement);
            if (!(made instanceof Ruling.Made)) {
                status.setRollbackOnly();
            }
            return made;
        });
        count(ruling, statement);
        return ruling;
    }

    private Ruling rule(UUID id, Actor reviewer, Statement statement) {
        Job job = jobs.lock(id).orElseThrow(() -> new JobNotFound(id));
        Decision first = job.decision();
        if (first != null) {
            return new Ruling.AlreadyMade(first);
        }
        String callbackId = job.callbackId();
        String digest = job.digest();
        if (job.status() != JobStatus.PENDING_APPROVAL || callbackId == null || digest == null) {
            return new Ruling.NotWaiting(job.status());
        }
        if (!statement.digest().equalsIgnoreCase(digest)) {
            return new Ruling.Stale();
        }
        Instant now = clock.instant();
        Decision decision = new Decision(statement.approved(), reviewer.name(), now, statement.reason());
        if (!jobs.decide(id, reviewer, decision)) {
            return new Ruling.NotWaiting(job.status());
        }
        if (callbacks.succeed(callbackId, new Verdict(statement.approved())) != Callbacks.Outcome.ACCEPTED) {
            // The clock was first, even if the workflow has not got round to saying so.
            return new Ruling.NotWaiting(JobStatus.EXPIRED);
        }
        if (!statement.approved()) {
            announcements.announce(id, Announcements.REJECTED);
        }
        return new Ruling.Made(jobs.find(id).orElseThrow(() -> new JobNotFound(id)));
    }

    private void count(Ruling ruling, Statement statement) {
        String verdict = statement.approved() ? "approved" : "rejected";
        meters.counter("sluice.approval.decisions", "verdict", verdict, "outcome",
                ruling.getClass().getSimpleName()).increment();
        if (ruling instanceof Ruling.Made(Job job) && job.decision() != null && job.waitingSince() != null) {
            Timer.builder("sluice.approval.decision.latency")
                    .description("From the moment a job waits to its decision")
                    .tag("verdict", verdict)
                    .register(meters)
                    .record(Duration.between(job.waitingSince(), job.decision().at()));
        }
    }
}
