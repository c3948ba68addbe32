package dev.sluice.common.revocation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import dev.sluice.common.test.SettableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RevocationsTests {

    private static final Duration LIFE = Duration.ofMinutes(24);

    private final SettableClock clock = new SettableClock();
    private final AtomicLong nanos = new AtomicLong(42);
    private final Revocations revocations = new Revocations(clock, nanos::get);
    private final TokenMarks token = TokenMarks.of("j1", "s1", "ann", "k1", 3);

    @Test
    void aTokenIsKnownByItsIdItsSessionItsSubjectAndItsKey() {
        for (Mark mark : List.of(Mark.ofToken("j1"), Mark.ofSession("s1"), Mark.ofSubject("ann"),
                Mark.ofKey("k1"))) {
            Revocations one = new Revocations(clock, nanos::get);
            assertThat(one.cover(token)).isFalse();
            one.add(List.of(all(mark)));
            assertThat(one.cover(token)).isTrue();
        }
    }

    @Test
    void anIdOfOneKindIsNoIdOfAnother() {
        revocations.add(List.of(all(Mark.ofToken("s1")), all(Mark.ofSession("j1")), all(Mark.ofSubject("k1")),
                all(Mark.ofKey("ann"))));
        assertThat(revocations.cover(token)).isFalse();
    }

    @Test
    void onlyTokensFromBeforeTheChangeAreRefused() {
        revocations.add(List.of(new Revocation(Mark.ofSubject("ann"), 4, end())));
        assertThat(revocations.cover(token)).isTrue();
        assertThat(revocations.cover(TokenMarks.of("j2", "s1", "ann", "k1", 4))).isFalse();
    }

    @Test
    void whatIsHeardLateOrTwiceTakesNothingBack() {
        revocations.add(List.of(new Revocation(Mark.ofSubject("ann"), 4, end())));
        revocations.add(List.of(new Revocation(Mark.ofSubject("ann"), 2, end())));
        assertThat(revocations.cover(token)).isTrue();
        assertThat(revocations.size()).isOne();
    }

    @Test
    void itIsHeldAsLongAsATokenMayBeValidAndNoLonger() {
        revocations.add(List.of(all(Mark.ofToken("j1"))));
        clock.advance(LIFE);
        revocations.add(List.of());
        assertThat(revocations.cover(token)).isTrue();
        clock.advance(Duration.ofSeconds(61));
        revocations.add(List.of());
        assertThat(revocations.size()).isZero();
    }

    @Test
    void knowledgeAgesUntilItIsConfirmedAndIsNeverMadeOlder() {
        assertThat(revocations.staleness()).isGreaterThan(Duration.ofDays(1));
        revocations.complete(Duration.ofMillis(300));
        nanos.addAndGet(Duration.ofMillis(700).toNanos());
        assertThat(revocations.staleness()).isEqualTo(Duration.ofSeconds(1));
        revocations.complete(Duration.ofSeconds(5));
        assertThat(revocations.staleness()).isEqualTo(Duration.ofSeconds(1));
        // Nobody knows what will be revoked.
        revocations.complete(Duration.ofMinutes(-10));
        assertThat(revocations.staleness()).isZero();
    }

    @Test
    void anAnswerOfTheFeedTravelsUnchanged() {
        FeedPage page = new FeedPage("n1", 40, 42, true, Duration.ofMillis(400), Duration.ofMillis(7),
                List.of(all(Mark.ofSession("s1")), new Revocation(Mark.ofSubject("ann"), 4, end())));
        assertThat(FeedPage.of(page.claims())).isEqualTo(page);
        assertThat(page.claims().toString()).doesNotContain("s1", "ann");
    }

    @Test
    void whatIsNoAnswerOfTheFeedIsRefused() {
        for (Object rows : List.of("none", List.of("row"), List.of(List.of()), List.of(List.of(1, 2, 3)),
                List.of(List.of("short", 1, 1)))) {
            assertThatThrownBy(() -> FeedPage.of(claims(rows, 0)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> FeedPage.of(claims(List.of(), -1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FeedPage.of(Map.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private static Map<String, Object> claims(Object rows, int age) {
        return Map.of("nonce", "n", "after", 0, "head", 1, "more", false, "held_ms", 0, "age_ms", age,
                "revoked", rows);
    }

    private Revocation all(Mark mark) {
        return new Revocation(mark, Revocation.ALL, end());
    }

    private Instant end() {
        return clock.instant().plus(LIFE);
    }
}
