package dev.sluice.common.outbox;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import org.postgresql.PGConnection;

import dev.sluice.common.lifecycle.StopSignal;
import dev.sluice.common.outbox.OutboxRow.Lane;

/**
 * The right to relay: one session of the database that holds an advisory lock. Reading, deleting and
 * waiting go through that very session, so a relay whose session is gone can neither read a row nor delete
 * one.
 */
final class Leadership implements AutoCloseable {

    private static final String LOCK =
            "select pg_try_advisory_lock(hashtextextended(current_schema() || '.outbox', 0))";
    private static final String DELETE = "delete from outbox where id = any (?)";

    /**
     * The server frees the lock of a machine that vanished within half a minute. A lost delete is a
     * duplicate, so it need not wait for the disk.
     */
    private static final List<String> SESSION = List.of("set tcp_keepalives_idle = 10",
            "set tcp_keepalives_interval = 5", "set tcp_keepalives_count = 3",
                    "set synchronous_commit = off", "listen sluice_outbox");

    /** How long the server may hear nothing of a session that works. */
    private static final Duration SILENCE = Duration.ofSeconds(1);

    /** How long a stop may go unnoticed, in milliseconds. */
    private static final long LOOK_UP = 250;

    private final Connection session;
    private final PGConnection notifications;
    private long heard = System.nanoTime();

    private Leadership(Connection session) throws SQLException {
        this.session = session;
        this.notifications = session.unwrap(PGConnection.class);
    }

    /** Whether this session leads now; it keeps the lock until it ends. */
    static boolean won(Connection session) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet answer = statement.executeQuery(LOCK)) {
            return answer.next() && answer.getBoolean(1);
        }
    }

    /** Takes the session over, which the server ends when it hears nothing for the given time. */
    static Leadership of(Connection session, Duration frozen) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute("set idle_session_timeout = " + frozen.toMillis());
            for (String each : SESSION) {
                statement.execute(each);
            }
        }
        return new Leadership(session);
    }

    /** The oldest rows, but none of the lanes that rest. */
    List<OutboxRow> oldest(int limit, Collection<Lane> resting) throws SQLException {
        String sql = """
                select id, topic, key, event from outbox
                where not exists (select from unnest(?, ?) as resting (topic, key)
                        where resting.topic = outbox.topic and resting.key = outbox.key)
                order by id limit ?""";
        try (PreparedStatement statement = session.prepareStatement(sql)) {
            statement.setArray(1, texts(resting.stream().map(Lane::topic).toArray()));
            statement.setArray(2, texts(resting.stream().map(Lane::key).toArray()));
            statement.setInt(3, limit);
            List<OutboxRow> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(new OutboxRow(result.getLong(1), new Lane(result.getString(2),
                            result.getString(3)),
                            result.getString(4)));
                }
            }
            return rows;
        }
    }

    /** Throws if the session is gone; otherwise the server knows that it is in use. */
    void confirm() throws SQLException {
        if (System.nanoTime() - heard < SILENCE.toNanos()) {
            return;
        }
        try (Statement statement = session.createStatement()) {
            statement.execute("select 1");
        }
        heard = System.nanoTime();
    }

    private Array texts(Object[] values) throws SQLException {
        return session.createArrayOf("text", values);
    }

    void delete(Collection<Long> ids) throws SQLException {
        try (PreparedStatement statement = session.prepareStatement(DELETE)) {
            statement.setArray(1, session.createArrayOf("bigint", ids.toArray()));
            statement.executeUpdate();
        }
    }

    /** Returns when rows were committed, when asked to stop, or after that time. */
    void await(Duration longest, StopSignal stop) throws SQLException {
        long end = System.nanoTime() + longest.toNanos();
        long left = longest.toMillis();
        while (left > 0 && !stop.stopped()) {
            if (notifications.getNotifications((int) Math.min(left, LOOK_UP)).length > 0) {
                return;
            }
            left = Duration.ofNanos(end - System.nanoTime()).toMillis();
        }
    }

    @Override
    public void close() throws SQLException {
        session.close();
    }
}
