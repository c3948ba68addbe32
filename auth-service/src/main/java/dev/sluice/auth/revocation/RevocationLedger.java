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

    /** For clocks that are apart: those of two instances here, and what a service allows its own to be. */
    private static final Duration APART = Duration.ofMinutes(10);

    private final JdbcClient jdbc;
    private final RevocationBoard board;
    private final Lives lives;
    private final Clock clock;

    RevocationLedger(JdbcClient jdbc, RevocationBoard board, Lives lives, Clock clock) {
        this.jdbc = jdbc;
        this.board = board;
        this.lives = lives;
        this.clock = clock;
    }

    /** Revokes every token of that session or subject. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void revoke(Mark mark) {
        revoke(mark, Revocation.ALL);
    }

    /** Revokes the tokens of that subject from before an epoch. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void revoke(Mark mark, long below) {
        record(mark, below, clock.instant().plus(lives.longest()));
    }

    /**
     * Revokes one token.
     *
     * @param end when it is over by itself
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void revokeToken(String id, Instant end) {
        record(Mark.ofToken(id), Revocation.ALL, end);
    }

    /** Revokes every token that the key signed, and those that somebody else may sign with it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void revokeKey(String kid) {
        record(Mark.ofKey(kid), Revocation.ALL, clock.instant().plus(Lives.AFTERLIFE));
    }

    /**
     * The row of the head is locked until the transaction ends, so that nobody sees a number before a lower
     * one.
     *
     * @param end when the last of the tokens is over by itself
     */
    private void record(Mark mark, long below, Instant end) {
        Revocation revocation = new Revocation(mark, below, end.plus(APART));
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

    /** Forgets what is about no token any more; but the last row tells which past this database has. */
    @Scheduled(fixedDelayString = "${sluice.auth.revocation.clean-every:10m}")
    void clean() {
        jdbc.sql("""
                delete from revocation
                where until < :now and number < (select last from revocation_head)""")
                .param("now", utc(clock.instant())).update();
    }

    private static OffsetDateTime utc(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
