package dev.sluice.auth.session;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The sessions in the database. Every change of one is made while its row is locked. */
@Component
class StoredSessions {

    /** How a session ended before its time. */
    enum End {
        SIGNED_OUT, REUSED
    }

    private static final String ONE = """
            select id, account_id, generation, rotations, answer, ended_at from session where id = :id""";

    private final JdbcClient jdbc;

    StoredSessions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The session of a token, locked until the transaction ends; made if nobody has asked for it before. */
    StoredSession lock(RefreshToken token) {
        jdbc.sql("""
                insert into session (id, account_id, ends_at, generation)
                values (:id, :account, :ends, :generation) on conflict (id) do nothing""")
                .param("id", token.session()).param("account", token.account())
                .param("ends", utc(token.endsAt())).param("generation", token.generation())
                .update();
        return jdbc.sql(ONE + " for update").param("id", token.session())
                .query((row, number) -> session(row)).single();
    }

    /** Empty for a session that nobody has refreshed yet, or that was over long ago. */
    Optional<StoredSession> find(UUID session) {
        return jdbc.sql(ONE).param("id", session).query((row, number) -> session(row)).optional();
    }

    void rotated(RefreshToken next, List<Instant> rotations, String answer) {
        jdbc.sql("""
                update session set generation = :generation, answer = :answer,
                    rotations = cast(:rotations as timestamptz[])
                where id = :id""")
                .param("id", next.session()).param("generation", next.generation())
                .param("rotations", rotations.stream().map(Instant::toString).toArray(String[]::new))
                .param("answer", answer).update();
    }

    /** Another answer in the place of the last one, with the same refresh token in it. */
    void answered(UUID session, String answer) {
        jdbc.sql("update session set answer = :answer where id = :id").param("id", session)
                .param("answer", answer).update();
    }

    /** Whether it had not ended before. The answer that it keeps is of no use any more. */
    boolean end(UUID session, UUID account, Instant endsAt, End how, Instant now) {
        return jdbc.sql("""
                insert into session (id, account_id, ends_at, generation, ended_at, ended_by)
                values (:id, :account, :ends, 0, :now, :how)
                on conflict (id) do update set ended_at = :now, ended_by = :how, answer = null
                where session.ended_at is null""")
                .param("id", session).param("account", account).param("ends", utc(endsAt))
                .param("now", utc(now)).param("how", how.name().toLowerCase(Locale.ROOT)
                        .replace('_', '-')).update() == 1;
    }

    /** Forgets those whose tokens say by themselves that they are over. */
    void clean(Instant now) {
        jdbc.sql("delete from session where ends_at < :now").param("now", utc(now)).update();
    }

    private static StoredSession session(ResultSet row) throws SQLException {
        return new StoredSession(row.getObject("id", UUID.class), row.getObject("account_id", UUID.class),
                row.getInt("generation"), rotations(row), row.getString("answer"),
                instant(row, "ended_at"));
    }

    private static List<Instant> rotations(ResultSet row) throws SQLException {
        return Stream.of((Timestamp[]) row.getArray("rotations").getArray())
                .map(Timestamp::toInstant).toList();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    private static OffsetDateTime utc(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
