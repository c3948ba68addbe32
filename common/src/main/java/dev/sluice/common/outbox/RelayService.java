package dev.sluice.common.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import dev.sluice.common.lifecycle.BackgroundWork;
import dev.sluice.common.lifecycle.StopSignal;

/**
 * Runs the relay in one instance of the service at a time; the others stand by and take over when it is
 * gone.
 */
final class RelayService implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RelayService.class);
    private static final Duration END = Duration.ofSeconds(15);

    /** Opens a session of its own: one of a pool would be shared, aged out or proxied. */
    @FunctionalInterface
    interface Sessions {

        Connection open() throws SQLException;
    }

    /** What this instance does at the moment. */
    enum Role { STOPPED, STANDBY, LEADER, DISCONNECTED }

    private final Sessions sessions;
    private final Relay relay;
    private final Duration poll;
    private final Duration frozen;
    private final BackgroundWork work = new BackgroundWork("outbox-relay", this::run);
    private volatile Role role = Role.STOPPED;
    private volatile @Nullable String trouble;

    /** @param frozen a session of which nothing is heard for that long leads no more */
    RelayService(Sessions sessions, Relay relay, Duration poll, Duration frozen) {
        this.sessions = sessions;
        this.relay = relay;
        this.poll = poll;
        this.frozen = frozen;
    }

    Role role() {
        return role;
    }

    /** Why the last session ended, until the next works. */
    @Nullable String trouble() {
        return trouble;
    }

    private void run(StopSignal stopping) {
        while (!stopping.stopped()) {
            try (Connection session = sessions.open()) {
                lead(session, stopping);
            }
            catch (SQLException | RuntimeException failure) {
                role = Role.DISCONNECTED;
                trouble = failure.toString();
                log.warn("The outbox relay lost its session, again in {}: {}", poll, failure.toString());
                stopping.stoppedWithin(poll);
            }
        }
        role = Role.STOPPED;
    }

    private void lead(Connection session, StopSignal stopping) throws SQLException {
        while (!Leadership.won(session)) {
            role = Role.STANDBY;
            trouble = null;
            if (stopping.stoppedWithin(poll)) {
                return;
            }
        }
        try (Leadership leadership = Leadership.of(session, frozen)) {
            role = Role.LEADER;
            trouble = null;
            relay.work(leadership, stopping);
        }
    }

    @Override
    public void start() {
        work.start();
    }

    @Override
    public void stop() {
        if (!work.stop(() -> { }, END)) {
            log.warn("The outbox relay still waits for the broker; what it sent is sent again");
        }
    }

    @Override
    public boolean isRunning() {
        return work.isRunning();
    }
}
