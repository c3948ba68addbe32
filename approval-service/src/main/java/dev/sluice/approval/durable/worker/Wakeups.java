package dev.sluice.approval.durable.worker;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.sluice.approval.durable.history.Executions;
import dev.sluice.common.lifecycle.BackgroundWork;
import dev.sluice.common.lifecycle.StopSignal;

/**
 * Hears on one connection that something became runnable, on whichever instance that happened. Whatever was
 * missed while the connection was down is made up for by one wake-up when it is back.
 */
final class Wakeups {

    private static final Logger log = LoggerFactory.getLogger(Wakeups.class);
    private static final Duration RECONNECT = Duration.ofSeconds(1);
    /** How long a stop waits for one that is just connecting. */
    private static final Duration END = Duration.ofSeconds(1);
    private static final int BLOCK_MILLIS = 10_000;
    private static final int VALID_SECONDS = 5;

    private final ConnectionSource connections;
    private final Runnable onWakeup;
    private final BackgroundWork work = new BackgroundWork("durable-wakeups", this::listen);
    private volatile @Nullable Connection listening;

    /** Opens connections outside the pool, which expects its own back and not one that listens. */
    @FunctionalInterface
    interface ConnectionSource {

        Connection open() throws SQLException;
    }

    Wakeups(ConnectionSource connections, Runnable onWakeup) {
        this.connections = connections;
        this.onWakeup = onWakeup;
    }

    void start() {
        work.start();
    }

    void stop() {
        work.stop(() -> {
            Connection connection = listening;
            if (connection != null) {
                abort(connection);
            }
        }, END);
    }

    private void listen(StopSignal stopping) {
        while (!stopping.stopped()) {
            try (Connection connection = connections.open()) {
                listening = connection;
                hear(connection, stopping);
            }
            catch (SQLException e) {
                if (!stopping.stopped()) {
                    log.warn("Not hearing of runnable executions, trying again: {}", e.getMessage());
                    stopping.stoppedWithin(RECONNECT);
                }
            }
        }
    }

    private void hear(Connection connection, StopSignal stopping) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen " + Executions.CHANNEL);
        }
        onWakeup.run();
        PGConnection postgres = connection.unwrap(PGConnection.class);
        while (!stopping.stopped()) {
            PGNotification[] heard = postgres.getNotifications(BLOCK_MILLIS);
            if (heard != null && heard.length > 0) {
                onWakeup.run();
            }
            else if (!connection.isValid(VALID_SECONDS)) {
                throw new SQLException("The connection for wake-ups is dead");
            }
        }
    }

    private static void abort(Connection connection) {
        try {
            connection.abort(Runnable::run);
        }
        catch (SQLException e) {
            log.debug("The connection was gone already", e);
        }
    }
}
