package dev.sluice.auth.revocation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import java.util.function.Consumer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import dev.sluice.auth.AuthTest;
import dev.sluice.auth.token.Mint;
import dev.sluice.common.revocation.Mark;

import static org.assertj.core.api.Assertions.assertThat;

/** A revocation is kept as long as what it ends may still be good, and not much longer. */
@AuthTest
class RevocationLifeTests {

    private static final Duration LIFE = Duration.ofMinutes(24);
    /** What is kept for clocks that are apart, and with what this test may take. */
    private static final Duration APART = Duration.ofMinutes(10);
    private static final Duration LATE = Duration.ofMinutes(15);

    @Autowired RevocationLedger ledger;
    @Autowired Lives lives;
    @Autowired Mint mint;
    @Autowired Clock clock;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionTemplate transaction;

    @AfterEach
    void forgetOthers() {
        jdbc.sql("delete from token_life where seconds <> ?").param(LIFE.toSeconds()).update();
    }

    @Test
    void whatASessionOrAPersonHasEndsWithinTheLifeOfAToken() {
        Mark mark = Mark.ofSession(UUID.randomUUID().toString());
        assertThat(kept(mark, own -> own.revoke(mark))).isBetween(LIFE.plus(APART), LIFE.plus(LATE));
        Mark subject = Mark.ofSubject(UUID.randomUUID().toString());
        assertThat(kept(subject, own -> own.revoke(subject, 4))).isBetween(LIFE.plus(APART), LIFE.plus(LATE));
    }

    @Test
    void aTokenIsRememberedUntilItsOwnEnd() {
        String id = UUID.randomUUID().toString();
        Instant end = clock.instant().plus(Duration.ofSeconds(90));
        assertThat(kept(Mark.ofToken(id), own -> own.revokeToken(id, end)))
                .isBetween(Duration.ofMinutes(1).plus(APART), Duration.ofMinutes(2).plus(APART));
    }

    /** Whoever has it makes tokens as long as services believe any. */
    @Test
    void aKeyIsRememberedLongerThanAnyToken() {
        assertThat(kept(Mark.ofKey("k1"), own -> own.revokeKey("k1"))).isGreaterThan(Duration.ofDays(1));
    }

    @Test
    void tokensOfALongerLifeCountUntilNoneCanBeLeft() {
        use(Duration.ofHours(24), Duration.ofHours(24).plusMinutes(50));
        Mark mark = Mark.ofSession(UUID.randomUUID().toString());
        assertThat(kept(mark, own -> own.revoke(mark)))
                .isBetween(Duration.ofHours(24).plus(APART), Duration.ofHours(24).plus(LATE));
        use(Duration.ofHours(24), Duration.ofHours(25).plusMinutes(1));
        Mark later = Mark.ofSession(UUID.randomUUID().toString());
        assertThat(kept(later, own -> own.revoke(later))).isBetween(LIFE.plus(APART), LIFE.plus(LATE));
    }

    @Test
    void whatIsInUseIsNotedAtTheStartAndAgain() {
        use(LIFE, Duration.ofHours(20));
        use(Duration.ofHours(3), Duration.ofHours(26));
        lives.note();
        assertThat(unusedFor(LIFE)).isLessThan(Duration.ofMinutes(1));
        assertThat(jdbc.sql("select seconds from token_life").query(Long.class).list())
                .containsExactly(LIFE.toSeconds());
        jdbc.sql("delete from token_life").update();
        assertThat(new Lives(jdbc, mint, clock).longest()).isEqualTo(LIFE);
        assertThat(unusedFor(LIFE)).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void whatLivesLongerThanATokenCountsToo() {
        Lives remembering = new Lives(jdbc, mint, clock);
        remembering.include(Duration.ofHours(2));
        remembering.include(Duration.ofHours(1));
        assertThat(remembering.longest()).isEqualTo(Duration.ofHours(2));
        assertThat(lives.longest()).as("as another instance knows it").isEqualTo(Duration.ofHours(2));
    }

    @Test
    void theLastRowStaysSinceItTellsOnePastFromAnother() {
        Mark first = Mark.ofSession(UUID.randomUUID().toString());
        Mark last = Mark.ofSession(UUID.randomUUID().toString());
        transaction.executeWithoutResult(status -> {
            ledger.revoke(first);
            ledger.revoke(last);
        });
        jdbc.sql("update revocation set until = now() - interval '1 minute' where mark in (?, ?)")
                .param(first.toString()).param(last.toString()).update();
        ledger.clean();
        assertThat(jdbc.sql("select mark from revocation where mark in (?, ?)").param(first.toString())
                .param(last.toString()).query(String.class).list()).containsExactly(last.toString());
    }

    private Duration kept(Mark mark, Consumer<RevocationLedger> revoking) {
        Instant now = clock.instant();
        transaction.executeWithoutResult(status -> revoking.accept(ledger));
        return Duration.between(now, moment("select until from revocation where mark = ?", mark.toString()));
    }

    private void use(Duration life, Duration ago) {
        jdbc.sql("""
                insert into token_life (seconds, used_at) values (:life, now() - :ago * interval '1 second')
                on conflict (seconds) do update set used_at = excluded.used_at""")
                .param("life", life.toSeconds()).param("ago", ago.toSeconds()).update();
    }

    private Duration unusedFor(Duration life) {
        return Duration.between(moment("select used_at from token_life where seconds = ?", life.toSeconds()),
                clock.instant());
    }

    private Instant moment(String query, Object about) {
        return jdbc.sql(query).param(about).query(OffsetDateTime.class).single().toInstant();
    }
}
