package dev.sluice.common.event;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.sluice.local.stack.Postgres;
import dev.sluice.local.stack.Stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What becomes of an event whose handler loses its database. */
class DatabaseOutageTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void anEventIsHandledWhenTheDatabaseIsBack(@TempDir Path directory) {
        String topic = "outage." + UUID.randomUUID();
        try (Stack own = Stack.fresh(directory)) {
            Postgres postgres = own.postgres();
            DriverManagerDataSource database = new DriverManagerDataSource(postgres.newDatabase("outage"));
            JdbcClient jdbc = JdbcClient.create(database);
            jdbc.sql("create table handled (number int)").update();
            TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(database));
            AtomicBoolean killed = new AtomicBoolean();
            EventHandler writes = event -> transaction.executeWithoutResult(running -> {
                if (killed.compareAndSet(false, true)) {
                    jdbc.sql("select 1").query().singleValue();
                    postgres.kill();
                }
                jdbc.sql("insert into handled values (?)").param(event.data().intValue()).update();
            });
            try (EventApplication application = EventApplication.start(List.of(
                    "sluice.events.kafka.bootstrap-servers=" + Stack.shared().kafka().bootstrapServers(),
                    "sluice.events.retry.attempts=2", "sluice.events.retry.backoff=50ms"),
                    new EventSubscription(topic, "outage", writes))) {
                application.bus().publish(topic, TestEvents.event("key", 1));
                await().atMost(PATIENCE).until(() -> count(application, "sluice.events.retried") >= 4);
                postgres.start();
                await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(jdbc
                        .sql("select number from handled").query(Integer.class).list()).containsExactly(1));
                assertThat(count(application, "sluice.events.dead.lettered")).isZero();
            }
        }
    }

    private static double count(EventApplication application, String meter) {
        Counter counter = application.bean(MeterRegistry.class).find(meter).counter();
        return counter == null ? 0 : counter.count();
    }
}
