package dev.sluice.auth.audit;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import javax.sql.DataSource;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

import dev.sluice.auth.AuthTest;
import dev.sluice.auth.TestAudit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Events and the changes that they are about: how they get into the database, and that they stay. */
@AuthTest
class AuditTrailTests {

    @Autowired AuditTrail trail;
    @Autowired TransactionTemplate transaction;
    @Autowired DataSource database;
    @Autowired JdbcClient jdbc;
    @Autowired Clock clock;
    @Value("${spring.datasource.url}") String url;

    private final String subject = UUID.randomUUID().toString();
    private TransactionTemplate otherTransaction;
    private AuditChain otherChain;
    private TestAudit audited;

    @BeforeEach
    void anotherInstance() {
        // Another data source, whose transactions are no part of those that go on here.
        DataSource other = new DelegatingDataSource(database);
        otherTransaction = new TransactionTemplate(new JdbcTransactionManager(other));
        otherChain = new AuditChain(new JdbcTemplate(other));
        audited = new TestAudit(jdbc);
    }

    @Test
    void manyWritersOfTwoInstancesMakeOneChainWithoutAGap() throws Exception {
        List<Callable<Object>> writers = new ArrayList<>();
        for (int writer = 0; writer < 16; writer++) {
            boolean here = writer % 2 == 0;
            writers.add(() -> {
                for (int event = 0; event < 20; event++) {
                    if (here) {
                        transaction.executeWithoutResult(status -> trail.record(locked()));
                    }
                    else {
                        otherTransaction.execute(status -> otherChain.append(List.of(occurred(locked()))));
                    }
                }
                return subject;
            });
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Object> writer : threads.invokeAll(writers)) {
                writer.get();
            }
        }
        assertThat(audited.about(subject, 320)).hasSize(320);
        TestAudit.assertSound(url);
    }

    @Test
    void aChangeAndItsRowAreOne() {
        transaction.executeWithoutResult(status -> {
            change();
            trail.record(locked());
            status.setRollbackOnly();
        });
        assertThat(changes()).isZero();
        // A row that cannot be written takes its change along.
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
            change();
            trail.record(locked().client("\0"));
        })).isInstanceOf(DataAccessException.class);
        assertThat(changes()).isZero();
        assertThat(audited.about(subject, 0)).isEmpty();

        transaction.executeWithoutResult(status -> {
            change();
            trail.record(locked());
            trail.record(AuditEvent.of(AuditType.ACCOUNT_UNLOCKED).about(subject));
        });
        assertThat(changes()).isOne();
        assertThat(TestAudit.types(audited.about(subject, 2)))
                .containsExactly("account.locked", "account.unlocked");
        assertThatThrownBy(() -> trail.record(locked())).isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    void theLockIsNotHeldWhileATransactionGoesOn() {
        transaction.executeWithoutResult(status -> {
            trail.record(locked());
            otherTransaction.execute(own -> otherChain.append(List.of(occurred(locked()))));
            assertThat(audited.about(subject, 0)).hasSize(1);
        });
        assertThat(audited.about(subject, 2)).hasSize(2);
        TestAudit.assertSound(url);
    }

    @Test
    void nothingIsChangedOrRemoved() {
        transaction.executeWithoutResult(status -> trail.record(locked()));
        for (String statement : List.of("update audit_event set actor = 'nobody' where subject = '%s'",
                "delete from audit_event where subject = '%s'", "delete from audit_event where sequence < 0",
                "truncate audit_event", "update audit_checkpoint set hash = ''",
                "delete from audit_checkpoint",
                "truncate audit_checkpoint")) {
            assertThatThrownBy(() -> jdbc.sql(statement.formatted(subject)).update())
                    .as(statement).isInstanceOf(DataAccessException.class)
                    .rootCause().hasMessageContaining("is append-only");
        }
        assertThat(audited.about(subject, 1)).hasSize(1);
    }

    /** However the owner of the database changed its last row. */
    @Test
    void whateverTheChainEndsWithItGoesOn() {
        AuditChain chain = new AuditChain(new JdbcTemplate(database));
        for (String change : List.of("hash = null", "sequence = 9223372036854775807")) {
            transaction.executeWithoutResult(status -> {
                status.setRollbackOnly();
                Head last = chain.append(List.of(occurred(locked())));
                jdbc.sql("alter table audit_event alter hash drop not null, disable trigger user").update();
                jdbc.sql("update audit_event set " + change + " where sequence = ?").param(last.sequence())
                        .update();
                for (int event = 0; event < 2; event++) {
                    assertThat(chain.append(List.of(occurred(locked()))).sequence()).as(change)
                            .isBetween(last.sequence(), last.sequence() + 2);
                }
            });
        }
    }

    private AuditEvent locked() {
        return AuditEvent.of(AuditType.ACCOUNT_LOCKED).about(subject);
    }

    private Occurrence occurred(AuditEvent event) {
        return Occurrence.now(event, clock);
    }

    private void change() {
        jdbc.sql("insert into client_assertion (mark, ends_at) values (?, now() + interval '1 hour')")
                .param(subject).update();
    }

    private long changes() {
        return jdbc.sql("select count(*) from client_assertion where mark = ?").param(subject)
                .query(Long.class).single();
    }
}
