package dev.sluice.auth.revocation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import dev.sluice.common.revocation.Mark;
import dev.sluice.common.revocation.Revocation;

/**
 * The revocations in the database. One is recorded in the transaction of what caused it, so that neither
 * happens without the other, and its number follows the order of the commits.
 */
@Component
public class RevocationLedger {

    /** Longer than any token lives, whatever its life was configured to be when it was issued. */
    private static final Duration KEPT = Duration.ofHours(25);

    private final JdbcClient jdbc;
    private final RevocationBoard board;
    private final Clock clock;

    RevocationLedger(JdbcClient jdbc, RevocationBoard board, Clock clock) {
        this.jdbc = jdbc;
        this.board = board;
        this.clock = clock;
    }

    /** Revokes every token of that mark. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void revoke(Mark mark) {
        revoke(mark, Revocation.ALL);
    }

    /**
     * Revokes the tokens of that mark from before an epoch. The row of the head is locked until the
     * transaction ends, so that nobody sees a number before a lower one.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void revoke(Mark mark, long below) {
        Revocation revocation = new Revocation(mark, below, clock.instant().plus(KEPT));
        jdbc.sql("""
                with head as (update revocation_head set last = last + 1 returning last)
                insert into revocation (number, mark, below, until)
                select last, :mark, :below, :until from head""")
                .param("mark", mark.toString()).param("below", below)
                .param("until", utc(revocation.until()))
                .update();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                // Here at once, and without the database: this thread still holds a connection.
                board.add(revocation);
            }
        });
    }

    /** Forgets what no token can be about any more. */
    @Scheduled(fixedDelayString = "${sluice.auth.revocation.clean-every:10m}")
    void clean() {
        jdbc.sql("delete from revocation where until < :now").param("now", utc(clock.instant())).update();
    }

    private static OffsetDateTime utc(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
