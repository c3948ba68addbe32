package dev.sluice.auth.signin;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import dev.sluice.auth.account.Person;
import dev.sluice.auth.password.HashingBusy;
import dev.sluice.auth.password.Password;
import dev.sluice.auth.proof.Attempt;
import dev.sluice.auth.proof.KnownDevice;
import dev.sluice.auth.proof.Network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JoinedAttemptsTests {

    private static final Person ANN = new Person(UUID.randomUUID(), "ann@example.org", Set.of(), 0, 0);
    private static final String HERE = "192.0.2.1";
    private static final Verdict WRONG = new Verdict.Refused(ANN.id(), "wrong-password");
    private static final Verdict HASHED = new Verdict.Proven(ANN, true);
    private static final Verdict OWN = new Verdict.Proven(ANN, false);
    private static final int MOST = 2;

    private final JoinedAttempts joined =
            new JoinedAttempts(MOST, () -> new HashingBusy(Duration.ofSeconds(2)));

    private static Attempt attempt(String email, String password, String from, KnownDevice device) {
        return new Attempt(email, email, Password.of(password), Network.of(from), device);
    }

    /** Equal to all that are typed alike, and never the same object. */
    private static Attempt attempt() {
        return attempt(ANN.email(), "gentle river stones", HERE, null);
    }

    /** Somebody who comes while another is judged, until they wait or have the verdict of their own judge. */
    private CompletableFuture<Verdict> comes(Attempt attempt) {
        var answer = new CompletableFuture<Verdict>();
        Thread thread = Thread.ofPlatform().daemon().start(() -> {
            try {
                answer.complete(joined.judge(attempt, _ -> OWN));
            }
            catch (RuntimeException failure) {
                answer.completeExceptionally(failure);
            }
        });
        Awaitility.await().until(() -> answer.isDone() || thread.getState() == Thread.State.WAITING);
        return answer;
    }

    /** What one is told who comes while the first is judged, and had no verdict before them. */
    private CompletableFuture<Verdict> waited(Supplier<Verdict> first) {
        var second = new CompletableFuture<CompletableFuture<Verdict>>();
        try {
            joined.judge(attempt(), _ -> {
                second.complete(comes(attempt()));
                assertThat(second.join()).isNotDone();
                return first.get();
            });
        }
        catch (IllegalStateException | HashingBusy failure) {
            assertThat(second).isDone();
        }
        return second.join();
    }

    @Test
    void whoeverComesMeanwhileIsJudgedWhenTheFirstWas() {
        assertThat(waited(() -> HASHED).join()).isEqualTo(OWN);
        assertThat(waited(() -> WRONG).join()).isEqualTo(OWN);
    }

    @Test
    void aFailureIsEverybodysAndNobodysAfterwards() {
        var failure = new IllegalStateException("the database is away");
        assertThatThrownBy(() -> waited(() -> {
            throw failure;
        }).join()).isInstanceOf(CompletionException.class).hasCause(failure);
        assertThat(joined.judge(attempt(), _ -> WRONG)).isEqualTo(WRONG);
    }

    /** An answer is filled in for each request. */
    @Test
    void whoeverIsSentAwayHasAnAnswerOfTheirOwn() {
        var busy = new HashingBusy(Duration.ofSeconds(1));
        assertThatThrownBy(() -> waited(() -> {
            throw busy;
        }).join()).hasCauseInstanceOf(HashingBusy.class)
                .satisfies(thrown -> assertThat(thrown.getCause()).isNotSameAs(busy));
    }

    @Test
    void whereTooManyWaitTheNextIsJudgedAtOnce() {
        joined.judge(attempt(), _ -> {
            for (int waiting = 0; waiting < MOST; waiting++) {
                assertThat(comes(attempt())).isNotDone();
            }
            assertThat(comes(attempt())).isCompletedWithValue(OWN);
            return WRONG;
        });
    }

    @Test
    void whateverIsNotTheSameAttemptIsJudgedApart() {
        var device = new KnownDevice(UUID.randomUUID(), 0L, Instant.EPOCH);
        joined.judge(attempt(), _ -> {
            for (Attempt other : List.of(attempt("ben@example.org", "gentle river stones", HERE, null),
                    attempt(ANN.email(), "gentle river stone", HERE, null),
                    attempt(ANN.email(), "gentle river stones", "198.51.100.1", null),
                    attempt(ANN.email(), "gentle river stones", HERE, device))) {
                assertThat(comes(other)).isCompletedWithValue(OWN);
            }
            return WRONG;
        });
    }
}
