package dev.sluice.flag.evaluation;

import java.time.Clock;
import java.time.Duration;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.sluice.flag.Door;
import dev.sluice.flag.FlagTest;
import dev.sluice.flag.registry.Flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A second listener beside that of the running service, as of another instance. */
@FlagTest
class ChangeListenerTests {

    @Autowired
    private JdbcConnectionDetails database;

    @Autowired
    private Flags flags;

    @Autowired
    private JdbcClient sql;

    @Autowired
    private Door door;

    private Snapshot snapshot;
    private ChangeListener listener;

    @BeforeEach
    void prepare() {
        snapshot = new Snapshot(flags, Clock.systemUTC(), new SimpleMeterRegistry());
    }

    private void listen(Duration refreshInterval) {
        listener = new ChangeListener(database, snapshot,
                new EvaluationProperties(Environment.PROD, refreshInterval, 1));
        listener.start();
    }

    @AfterEach
    void stop() {
        listener.stop();
        assertThat(listener.isRunning()).isFalse();
    }

    @Test
    void aChangeWhoseNotificationIsLostIsSeenAtTheNextLook() {
        listen(Duration.ofMillis(100));
        sql.sql("alter table flag disable trigger flag_changed").update();
        try {
            // The look at the start may see the first of them; nothing but the next one sees the others.
            for (int i = 0; i < 3; i++) {
                awaitFlag(door.steward().flag(""));
            }
        }
        finally {
            sql.sql("alter table flag enable trigger flag_changed").update();
        }
    }

    @Test
    void aChangeIsHeardAfterTheConnectionBroke() {
        listen(Duration.ofHours(1));
        int broken = await().atMost(Duration.ofSeconds(30)).until(() -> sql.sql("""
                select count(pg_terminate_backend(pid)) from pg_stat_activity
                where datname = current_database() and query = 'listen flag_changed'""")
                .query(Integer.class).single(), count -> count > 0);
        assertThat(broken).isPositive();
        awaitFlag(door.steward().flag(""));
    }

    private void awaitFlag(String key) {
        await().atMost(Duration.ofSeconds(30)).until(() -> snapshot.content().byKey().containsKey(key));
    }

    @Test
    void theFlagsAreThereBeforeTheFirstRequest() {
        listen(Duration.ofHours(1));
        assertThat(snapshot.content().byKey()).containsKey("four-eyes");
        assertThat(listener.getPhase()).isLessThan(WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE);
    }
}
