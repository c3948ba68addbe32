package dev.sluice.auth.revocation;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import dev.sluice.auth.AuthTest;
import dev.sluice.common.revocation.Mark;
import dev.sluice.common.revocation.Revocation;
import dev.sluice.common.revocation.Revocations;
import dev.sluice.common.revocation.TokenMarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The database lost its last commits, as by a failover or a backup, and gives their numbers again. */
@AuthTest
@ExtendWith(OutputCaptureExtension.class)
class OtherPastTests {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Autowired RevocationLedger ledger;
    @Autowired RevocationBoard board;
    @Autowired Revocations own;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionTemplate transaction;

    /** Two are lost, and as many or more are revoked before anybody looks. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void whatIsRevokedUnderANumberOfBeforeIsHeardOf(int again) throws Exception {
        List<String> lost = List.of(session(), session());
        transaction.executeWithoutResult(status -> lost.forEach(this::revoke));
        long head = head();
        await().atMost(PATIENCE).until(() -> news(head - 1, null).head() == head);
        Mark last = Mark.ofSession(lost.getLast());

        List<String> fresh = List.of(session(), session(), session()).subList(0, again);
        transaction.executeWithoutResult(status -> {
            lose(2);
            // As another instance does, so that this one has to read it.
            fresh.forEach(session -> insert(session, Duration.ofHours(1)));
        });
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(fresh).allMatch(this::isRefused));
        assertThat(lost).as("what was heard is not forgotten").allMatch(this::isRefused);
        List<Mark> marks = fresh.stream().map(Mark::ofSession).toList();
        assertThat(news(0, null).revoked()).extracting(Revocation::mark).containsAll(marks)
                .doesNotContain(last);
        if (head() >= head) {
            assertThat(news(head, last).revoked()).as("as one hears who follows").extracting(Revocation::mark)
                    .containsAll(marks);
        }
    }

    @Test
    void whoWaitsIsToldWhenTheNumbersStayTheSame() throws Exception {
        String lost = session();
        transaction.executeWithoutResult(status -> revoke(lost));
        long head = head();
        await().atMost(PATIENCE).until(() -> news(head - 1, null).head() == head);
        String fresh = session();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<RevocationBoard.News> waiting = threads.submit(() ->
                    board.after(head, Mark.ofSession(lost), Duration.ofMinutes(1)));
            transaction.executeWithoutResult(status -> {
                lose(1);
                insert(fresh, Duration.ofHours(1));
            });
            assertThat(waiting.get(30, TimeUnit.SECONDS).revoked())
                    .extracting(Revocation::mark).contains(Mark.ofSession(fresh));
        }
    }

    @Test
    void aLastRowThatWasRemovedInItsTimeIsNoOtherPast(CapturedOutput output) {
        String over = session();
        transaction.executeWithoutResult(status -> insert(over, Duration.ofMinutes(-1)));
        long head = head();
        await().atMost(PATIENCE).until(() -> news(head - 1, null).head() == head);
        String next = session();
        transaction.executeWithoutResult(status -> {
            jdbc.sql("delete from revocation where number = ?").param(head).update();
            insert(next, Duration.ofHours(1));
        });
        await().atMost(PATIENCE).until(() -> isRefused(next));
        assertThat(output).doesNotContain("ledger of revocations is another one");
    }

    private void revoke(String session) {
        ledger.revoke(Mark.ofSession(session));
    }

    private void insert(String session, Duration left) {
        jdbc.sql("""
                with head as (update revocation_head set last = last + 1 returning last)
                insert into revocation (number, mark, below, until)
                select last, :mark, :all, now() + :left * interval '1 second' from head""")
                .param("mark", Mark.ofSession(session).toString()).param("all", Revocation.ALL)
                .param("left", left.toSeconds()).update();
    }

    private void lose(int commits) {
        long left = jdbc.sql("update revocation_head set last = last - ? returning last").param(commits)
                .query(Long.class).single();
        jdbc.sql("delete from revocation where number > ?").param(left).update();
    }

    private long head() {
        return jdbc.sql("select last from revocation_head").query(Long.class).single();
    }

    private boolean isRefused(String session) {
        return own.cover(TokenMarks.of(null, session, null, null, 0));
    }

    private RevocationBoard.News news(long after, @Nullable Mark mark)
            throws InterruptedException {
        return board.after(after, mark, Duration.ZERO);
    }

    private static String session() {
        return UUID.randomUUID().toString();
    }
}
