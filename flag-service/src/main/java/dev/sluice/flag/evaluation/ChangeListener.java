package dev.sluice.flag.evaluation;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Keeps the snapshot fresh: it is read again at once when the database notifies of a change, and after the
 * refresh interval in any case. Holds one connection of the pool for as long as the service runs.
 */
@Component
class ChangeListener implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ChangeListener.class);
    /** How long one wait for a notification takes, and so the longest delay of a stop. */
    private static final int WAIT_MILLIS = 500;
    private static final long PAUSE_MILLIS = 1000;

    private final DataSource database;
    private final Snapshot snapshot;
    private final long refreshNanos;

    private volatile CountDownLatch stop = new CountDownLatch(0);
    private volatile Thread listener = Thread.currentThread();

    ChangeListener(DataSource database, Snapshot snapshot, EvaluationProperties properties) {
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
            try (Connection connection = database.getConnection()) {
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
            if (changed || System.nanoTime() - refreshed >= refreshNanos) {
                snapshot.refresh();
                refreshed = System.nanoTime();
            }
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("unlisten flag_changed");
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
        try {
            listener.join();
        }
        catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return stop.getCount() > 0;
    }
}
