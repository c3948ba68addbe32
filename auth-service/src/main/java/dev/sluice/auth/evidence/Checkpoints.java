package dev.sluice.auth.evidence;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import dev.sluice.auth.audit.Head;
import dev.sluice.auth.key.KeyRing;
import dev.sluice.auth.token.Mint;

/**
 * Signs the head of the chain now and then, keeps that beside it and says it in the log, which lives
 * elsewhere. Each instance signs only what follows from the last head that it knows to be signed, by itself
 * or, after a start, by one of our own keys: a chain that was rewritten is reported and never signed.
 */
@Component
class Checkpoints {

    private static final Logger log = LoggerFactory.getLogger(Checkpoints.class);

    private final AuditRows rows;
    private final Mint mint;
    private final KeyRing ring;
    private final AtomicLong broken = new AtomicLong();
    private final ReentrantLock signing = new ReentrantLock();
    private @Nullable Head last;

    Checkpoints(AuditRows rows, Mint mint, KeyRing ring, MeterRegistry meters) {
        this.rows = rows;
        this.mint = mint;
        this.ring = ring;
        Gauge.builder("sluice.auth.audit.broken", broken, AtomicLong::get)
                .description("First row of the audit trail that is not what was signed; 0 for none")
                .register(meters);
    }

    @Scheduled(fixedDelayString = "${sluice.auth.audit.checkpoint-every:5m}")
    void renew() {
        sign();
    }

    /** Signs the head that there is now, and returns it; nothing where the chain is broken. */
    Optional<Head> sign() {
        signing.lock();
        try {
            Head known = last;
            ChainCheck check = known == null ? checkAfterStart() : check(known, rows.head());
            check.broken().ifPresent(this::report);
            if (check.broken().isPresent()) {
                return Optional.empty();
            }
            Head now = check.head();
            if (!now.equals(last)) {
                keep(now);
            }
            return Optional.of(now);
        }
        finally {
            signing.unlock();
        }
    }

    /** What the database says to be signed, anybody could have written there who owns it. */
    private ChainCheck checkAfterStart() {
        Optional<AuditRows.Signed> said = rows.signed();
        Head start = said.map(AuditRows.Signed::head).orElse(Head.NONE);
        ChainCheck check = check(start, rows.head());
        if (said.isPresent() && !isOurs(said.get())) {
            check.broken(Math.max(start.sequence(), 1), "has a signed head that none of our keys signed");
        }
        return check;
    }

    private boolean isOurs(AuditRows.Signed said) {
        return new TrustedKeys(ring).signed(said.signature()) && Checkpoint.unverified(said.signature())
                .filter(checkpoint -> checkpoint.head().equals(said.head())).isPresent();
    }

    private ChainCheck check(Head start, Head now) {
        if (now.sequence() <= start.sequence()) {
            ChainCheck ended = new ChainCheck(now);
            ended.signed(start);
            return ended;
        }
        Head before = rows.before(start);
        ChainCheck check = new ChainCheck(before);
        check.expect(start);
        rows.each(before.sequence(), now.sequence(), check::row, signed -> { });
        check.signed(now);
        return check;
    }

    private void report(ChainCheck.Broken first) {
        broken.set(first.sequence());
        log.error("The audit trail was changed behind the service's back: {}", first);
    }

    private void keep(Head head) {
        String signed = mint.statement(Checkpoint.TYPE, Checkpoint.claims(head));
        rows.keep(head, signed);
        last = head;
        broken.set(0);
        log.info("The audit trail is sound up to {}", head);
    }
}
