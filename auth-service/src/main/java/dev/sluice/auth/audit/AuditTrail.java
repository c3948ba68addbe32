package dev.sluice.auth.audit;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Where everything that matters to security is told, by one call. */
@Component
public class AuditTrail {

    private static final Logger log = LoggerFactory.getLogger(AuditTrail.class);

    private final AuditChain chain;
    private final AuditQueue queue;
    private final Clock clock;

    AuditTrail(AuditChain chain, AuditQueue queue, Clock clock) {
        this.chain = chain;
        this.queue = queue;
        this.clock = clock;
    }

    /** Tells of a change, in its transaction: neither happens without the other. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(AuditEvent event) {
        ofTransaction().add(Occurrence.now(event, clock));
    }

    /**
     * Tells of what changed nothing. It costs no query, and the request does not wait for the row; only what
     * succeeded may wait for room in the queue, a second at most, so not where a connection is held.
     */
    public void report(AuditEvent event) {
        queue.offer(Occurrence.now(event, clock));
    }

    private Pending ofTransaction() {
        for (TransactionSynchronization known : TransactionSynchronizationManager.getSynchronizations()) {
            if (known instanceof Pending pending) {
                return pending;
            }
        }
        Pending fresh = new Pending();
        TransactionSynchronizationManager.registerSynchronization(fresh);
        return fresh;
    }

    /** What one transaction has to tell: written when all else is, so that the lock is held for a moment. */
    private final class Pending implements TransactionSynchronization {

        private final List<Occurrence> occurred = new ArrayList<>();

        void add(Occurrence occurrence) {
            occurred.add(occurrence);
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            chain.append(occurred);
        }

        @Override
        public void afterCommit() {
            for (Occurrence each : occurred) {
                log.info("{}: {} by {} {}", each.event().type().word(), each.event().subject(), each.actor(),
                        each.event().detail());
            }
        }
    }
}
