package dev.sluice.flag.evaluation;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

import dev.sluice.common.database.OwnConnection;
import dev.sluice.common.lifecycle.BackgroundWork;
import dev.sluice.common.lifecycle.StopSignal;

/**
 * Keeps the snapshot fresh: it is read again at once when the database notifies of a change, and after the
 * refresh interval in any case. It listens on a connection of its own, since a pool would not notice that a
 * connection broke while it was listened on, and would hand it to the next request.
 */
@Component
class ChangeListener implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ChangeListener.class);
    /** How long one wait for a notification takes, and so the longest delay of a stop. */
    private static final int WAIT_MILLIS = 500;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration END = Duration.ofSeconds(15);
    private static final int VALID_SECONDS = 5;

    private final JdbcConnectionDetails database;
    private final Snapshot snapshot;
    private final long refreshNanos;
    private final BackgroundWork listening = new BackgroundWork("flag-changes", this::listen);

    ChangeListener(JdbcConnectionDetails database, Snapshot snapshot, EvaluationProperties properties) {
        this.database = database;
        this.snapshot = snapshot;
        this.refreshNanos = properties.refreshInterval().toNanos();
    }

    /** Fails where the flags cannot be read, so that a service without flags does not start. */
    @Override
    public void start() {
        snapshot.refresh();
        listening.start();
    }

    private void listen(StopSignal stopping) {
        while (!stopping.stopped()) {
            try (Connection connection = OwnConnection.open(database, "sluice-flag-changes")) {
                listen(connection, stopping);
            }
            catch (SQLException | DataAccessException failure) {
                if (!stopping.stopped()) {
                    log.warn("The database cannot be heard: flags stay as they were. {}",
                            failure.getMessage());
                    stopping.stoppedWithin(PAUSE);
                }
            }
        }
    }

    /** Listening starts before the first look, so no change falls between the two. */
    private void listen(Connection connection, StopSignal stopping) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen flag_changed");
        }
        PGConnection notifications = connection.unwrap(PGConnection.class);
        snapshot.refresh();
        long refreshed = System.nanoTime();
        while (!stopping.stopped()) {
            boolean changed = notifications.getNotifications(WAIT_MILLIS).length > 0;
            boolean due = System.nanoTime() - refreshed >= refreshNanos;
            if (due && !connection.isValid(VALID_SECONDS)) {
                throw new SQLException("The connection for notifications is dead");
            }
            if (changed || due) {
                snapshot.refresh();
                refreshed = System.nanoTime();
            }
        }
    }

    @Override
    public void stop() {
        if (!listening.stop(() -> { }, END)) {
            log.warn("Changes of flags are still listened for");
        }
    }

    /** Before the first request can come, and after the last one has gone. */
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public boolean isRunning() {
        return listening.isRunning();
    }
}
