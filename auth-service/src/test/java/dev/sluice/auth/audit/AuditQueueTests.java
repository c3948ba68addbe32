package dev.sluice.auth.audit;

import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

import javax.sql.DataSource;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.sluice.auth.AuthTest;
import dev.sluice.auth.TestAudit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeout;

/** What accompanies no change, on its way to the database. */
@AuthTest
class AuditQueueTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Autowired TransactionTemplate transaction;
    @Autowired DataSource database;
    @Autowired JdbcClient jdbc;
    @Autowired Clock clock;
    @Value("${spring.datasource.url}") String url;

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final String subject = UUID.randomUUID().toString();
    private UnreliableDatabase other;
    private TransactionTemplate otherTransaction;
    private AuditChain otherChain;
    private TestAudit audited;

    @BeforeEach
    void anotherInstance() {
        other = new UnreliableDatabase(database);
        otherTransaction = new TransactionTemplate(new JdbcTransactionManager(other));
        otherChain = new AuditChain(new JdbcTemplate(other));
        audited = new TestAudit(jdbc);
    }

    @Test
    void aDatabaseThatIsAwayHoldsNobodyUpAndWhatIsLostIsWrittenDown() {
        AuditQueue queue = queue(4, 2);
        other.away(true);
        queue.start();
        queue.offer(occurred(succeeded()));
        until(() -> other.refused() > 0);
        for (int event = 0; event < 4; event++) {
            queue.offer(occurred(succeeded()));
        }
        assertThat(lost()).isZero();
        assertThat(waiting()).isEqualTo(5);
        // Each would take a second if it waited for room.
        assertTimeout(Duration.ofSeconds(2), () -> {
            for (int event = 0; event < 3; event++) {
                queue.offer(occurred(succeeded()));
            }
        });
        assertThat(lost()).isEqualTo(3);

        long before = audited.last();
        other.away(false);
        assertThat(audited.about(subject, 5)).hasSize(5);
        until(() -> waiting() == 0);
        queue.stop();
        assertThat(jdbc.sql("""
                select sum(cast(detail ->> 'count' as int)) from audit_event
                where type = 'events.lost' and sequence > ?""").param(before).query(Integer.class).single())
                .isEqualTo(3);
        TestAudit.assertSound(url);
    }

    @Test
    void whatSucceedsFasterThanItIsWrittenWaitsAndIsNotLost() throws Exception {
        AuditQueue queue = queue(4, 4);
        queue.start();
        List<Callable<Object>> signIns = Collections.nCopies(12, () -> {
            queue.offer(occurred(succeeded()));
            return subject;
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Object> signIn : threads.invokeAll(signIns)) {
                signIn.get();
            }
        }
        queue.stop();
        assertThat(lost()).isZero();
        assertThat(audited.about(subject, 0)).hasSize(12);
    }

    @Test
    void neitherRefusalsNorWhatSucceededCrowdOutTheOther() {
        AuditQueue queue = queue(4, 2);
        for (int event = 0; event < 5; event++) {
            queue.offer(occurred(AuditEvent.of(AuditType.SIGNIN_REFUSED).about(subject)));
        }
        assertThat(lost()).isEqualTo(3);
        for (int event = 0; event < 4; event++) {
            queue.offer(occurred(succeeded()));
        }
        assertThat(lost()).isEqualTo(3);
        assertThat(waiting()).isEqualTo(6);

        AuditQueue other = queue(4, 2);
        for (int event = 0; event < 4; event++) {
            other.offer(occurred(succeeded()));
        }
        other.offer(occurred(AuditEvent.of(AuditType.SIGNIN_REFUSED).about(subject)));
        assertThat(lost()).isEqualTo(3);
    }

    @Test
    void aWriterThatIsHeldUpHoldsUpNobodyForLong() {
        AuditQueue queue = queue(2, 2);
        transaction.executeWithoutResult(status -> {
            jdbc.sql("select pg_advisory_xact_lock(hashtext('sluice audit'))").query(row -> { });
            queue.start();
            queue.offer(occurred(succeeded()));
            until(this::locksAreWaitedFor);
            queue.offer(occurred(succeeded()));
            queue.offer(occurred(succeeded()));
            // The first of them waits for room, the others know better; else each would take a second.
            assertTimeout(Duration.ofSeconds(4), () -> {
                for (int event = 0; event < 10; event++) {
                    queue.offer(occurred(succeeded()));
                }
            });
            assertThat(lost()).isEqualTo(10);
        });
        queue.stop();
        assertThat(audited.about(subject, 0)).hasSize(3);
    }

    @Test
    void aRowWhoseCommitWasNotHeardOfIsThereOnce() {
        AuditQueue queue = queue(10, 10);
        other.loseNextAnswer();
        queue.start();
        queue.offer(occurred(succeeded()));
        until(() -> waiting() == 0);
        queue.stop();
        assertThat(audited.about(subject, 1)).hasSize(1);
        assertThat(lost()).isZero();
    }

    @Test
    void whatCannotBeWrittenIsCountedAndHoldsUpNothing() {
        AuditQueue queue = queue(10, 1);
        queue.start();
        queue.offer(occurred(succeeded().client("\0")));
        queue.offer(occurred(succeeded()));
        assertThat(audited.about(subject, 1)).hasSize(1);
        queue.stop();
        assertThat(lost()).isOne();
    }

    @Test
    void whatWaitsIsWrittenBeforeTheServiceEnds() throws Exception {
        AuditQueue queue = queue(1_000, 100);
        CountDownLatch held = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.execute(() -> transaction.executeWithoutResult(status -> {
                jdbc.sql("select pg_advisory_xact_lock(hashtext('sluice audit'))").query(row -> { });
                held.countDown();
                until(() -> waiting() == 500);
            }));
            held.await();
            queue.start();
            for (int event = 0; event < 500; event++) {
                queue.offer(occurred(succeeded()));
            }
            queue.stop();
        }
        assertThat(audited.about(subject, 0)).hasSize(500);
    }

    private boolean locksAreWaitedFor() {
        return jdbc.sql("select exists (select from pg_locks where locktype = 'advisory' and not granted)")
                .query(Boolean.class).single();
    }

    private AuditQueue queue(int size, int batch) {
        return new AuditQueue(otherChain, new AuditProperties(size, batch), otherTransaction, clock, meters);
    }

    private AuditEvent succeeded() {
        return AuditEvent.of(AuditType.SIGNIN_SUCCEEDED).about(subject);
    }

    private Occurrence occurred(AuditEvent event) {
        return Occurrence.now(event, clock);
    }

    private double lost() {
        return meters.get("sluice.auth.audit.lost").counter().count();
    }

    private double waiting() {
        return meters.get("sluice.auth.audit.waiting").gauge().value();
    }

    private static void until(BooleanSupplier condition) {
        await().atMost(PATIENCE).until(condition::getAsBoolean);
    }
}
