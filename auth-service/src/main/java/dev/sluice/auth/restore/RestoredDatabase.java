package dev.sluice.auth.restore;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.sluice.auth.revocation.Lives;
import dev.sluice.common.revocation.Mark;
import dev.sluice.common.revocation.Revocation;

/**
 * A database that was set back, while nobody else uses it. Others have heard of a later past: each method
 * ends a part of what they could take for a part of this one, in the running transaction.
 */
final class RestoredDatabase {

    private final JdbcOperations operations;
    private final JdbcClient jdbc;

    RestoredDatabase(JdbcOperations operations) {
        this.operations = operations;
        this.jdbc = JdbcClient.create(operations);
    }

    /** Whether it is one of auth-service at all, of a version that tells of revocations. */
    boolean isOurs() {
        return jdbc.sql("select to_regclass('revocation_head') is not null").query(Boolean.class).single();
    }

    /** How many connections there are of those who may be instances: of its owner, and of whoever asks. */
    int others() {
        return jdbc.sql("""
                select count(*) from pg_stat_activity
                where datname = current_database() and pid <> pg_backend_pid()
                  and backend_type = 'client backend'
                  and usename in (current_user, (select pg_get_userbyid(relowner) from pg_class
                                                 where oid = 'revocation_head'::regclass))""")
                .query(Integer.class).single();
    }

    /** Waits there. */
    void letPass(Duration pause) {
        jdbc.sql("select pg_sleep(:seconds)").param("seconds", pause.toMillis() / 1_000.0).query(row -> { });
    }

    /** When this transaction began, by the clock of the database. */
    Instant now() {
        return jdbc.sql("select now()").query(OffsetDateTime.class).single().toInstant();
    }

    /** Whether the trail has a row of a later time than that. */
    boolean knowsLaterThan(Instant now) {
        return jdbc.sql("select exists (select from audit_event where at > :now)")
                .param("now", utc(now)).query(Boolean.class).single();
    }

    /**
     * A number that is above all that anybody can have heard: the microseconds since 1970. Nothing is counted
     * up as often as that, so it is above the later past of an earlier restore too. It is exact wherever JSON
     * is read, below the epoch that clients of the configuration are in, and always above what is here.
     */
    long floor(Instant now) {
        return jdbc.sql("""
                select greatest((extract(epoch from :now::timestamptz) * 1000000)::bigint,
                    1 + (select last from revocation_head),
                    1 + (select last from client_head),
                    1 + (select coalesce(max(greatest(token_epoch, session_epoch)), 0) from account),
                    1 + (select coalesce(max(epoch), 0) from client))""")
                .param("now", utc(now)).query(Long.class).single();
    }

    /** Ends the sessions of all accounts, and lets their new tokens pass for newer than any. */
    int raiseAccounts(long floor) {
        return jdbc.sql("update account set token_epoch = :floor, session_epoch = :floor")
                .param("floor", floor).update();
    }

    /** The same for the tokens of clients, and for the number that their next change takes. */
    int raiseClients(long floor) {
        jdbc.sql("update client_head set last = :floor").param("floor", floor).update();
        return jdbc.sql("update client set epoch = :floor, version = :floor").param("floor", floor).update();
    }

    /** Those that no refresh has made a row of have ended with the epoch of their account. */
    int endSessions(Instant now) {
        return jdbc.sql("""
                update session set ended_at = :now, ended_by = 'signed-out', answer = null
                where ended_at is null""").param("now", utc(now)).update();
    }

    /**
     * With them goes whatever they sealed: refresh tokens, devices, and the passwords that Redis remembers
     * as proven. The next start makes another one.
     */
    void removeSecrets() {
        jdbc.sql("delete from secret").update();
    }

    /** Returns the ids of those that were good. The next start makes others. */
    List<String> withdrawKeys(Instant now) {
        return jdbc.sql("""
                update signing_key set withdrawn_at = :now where withdrawn_at is null returning kid""")
                .param("now", utc(now)).query((row, number) -> row.getString("kid")).list()
                .stream().sorted().toList();
    }

    /** Whether there ever was a key; otherwise a shared secret signs. */
    boolean hasKeys() {
        return jdbc.sql("select exists (select from signing_key)").query(Boolean.class).single();
    }

    /** All accounts and clients, as their tokens name them. */
    List<String> subjects() {
        return jdbc.sql("select id::text as id from account union all select id from client")
                .query((row, number) -> row.getString("id")).list();
    }

    /** Tells all who follow of what has ended, under numbers that none of them can have seen. */
    void tell(long floor, List<String> kids, List<String> subjects, Instant now) {
        List<Revocation> revoked = new ArrayList<>();
        Instant until = now.plus(Lives.AFTERLIFE);
        kids.forEach(kid -> revoked.add(new Revocation(Mark.ofKey(kid), Revocation.ALL, until)));
        subjects.forEach(subject -> revoked.add(new Revocation(Mark.ofSubject(subject), floor, until)));
        List<Object[]> rows = new ArrayList<>();
        long number = floor;
        for (Revocation each : revoked) {
            number++;
            rows.add(new Object[] {number, each.mark().toString(), each.below(), utc(each.until())});
        }
        operations.batchUpdate("insert into revocation (number, mark, below, until) values (?, ?, ?, ?)",
                rows);
        jdbc.sql("update revocation_head set last = :last").param("last", number).update();
    }

    private static OffsetDateTime utc(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
