package dev.sluice.flag.evaluation;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

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
    private static final long PAUSE_MILLIS = 1000;
    private static final int VALID_SECONDS = 5;

    private final JdbcConnectionDetails database;
    private final Snapshot snapshot;
    private final long refreshNanos;

    private volatile CountDownLatch stop = new CountDownLatch(0);
    private volatile @Nullable Thread listener;

    ChangeListener(JdbcConnectionDetails database, Snapshot snapshot, EvaluationProperties properties) {
        this.database = database;
        this.snapshot = snapshot;
        this.refreshNanos = properties.refreshInterval().toNanos();
    }

    /** Fails where the flags cannot be read, so that a service without flags does not start. */
    @Override
    public void start() {
        snapshot.refresh();
        stop = new CountDownLatch(1);
        listener = Thread.ofVirtual().name("flag-changes").start(this::listen);
    }

    private void listen() {
        while (isRunning()) {
            try (Connection connection = connect()) {
                listen(connection);
            }
            catch (SQLException | DataAccessException failure) {
                if (isRunning()) {
                    log.warn("The database cannot be heard: flags stay as they were. {}",
                            failure.getMessage());
                    pause();
                }
            }
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(database.getJdbcUrl(), database.getUsername(),
                database.getPassword());
    }

    /** Listening starts before the first look, so no change falls between the two. */
    private void listen(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen flag_changed");
        }
        PGConnection notifications = connection.unwrap(PGConnection.class);
        snapshot.refresh();
        long refreshed = System.nanoTime();
        while (isRunning()) {
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

    private void pause() {
        try {
            boolean stopped = stop.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            log.debug("Listening again, unless stopped: {}", stopped);
        }
        catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        stop.countDown();
        Thread running = listener;
        try {
            if (running != null) {
                running.join();
            }
        }
        catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Before the first request can come, and after the last one has gone. */
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public boolean isRunning() {
        return stop.getCount() > 0;
    }
}
