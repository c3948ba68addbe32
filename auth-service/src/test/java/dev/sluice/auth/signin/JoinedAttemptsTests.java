package dev.sluice.auth.signin;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import dev.sluice.auth.account.Person;
import dev.sluice.auth.password.Password;
import dev.sluice.auth.proof.Attempt;
import dev.sluice.auth.proof.Network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JoinedAttemptsTests {

    private static final Person ANN = new Person(UUID.randomUUID(), "ann@example.org", Set.of(), 0, 0);
    private static final Verdict WRONG = new Verdict.Refused(ANN.id(), "wrong-password");
    private static final Verdict JUDGED_APART = new Verdict.Refused(null, "judged apart");

    private final JoinedAttempts joined = new JoinedAttempts();

    /** Equal to all that are typed alike, and never the same object. */
    private static Attempt attempt(String password, String from) {
        return new Attempt(ANN.email(), ANN.email(), Password.of(password), Network.of(from), null);
    }

    private static Attempt attempt() {
        return attempt("gentle river stones", "192.0.2.1");
    }

    /** Somebody who comes while the first is judged; a judge of their own says so. */
    private CompletableFuture<Verdict> comesMeanwhile(Attempt attempt) {
        var answer = new CompletableFuture<Verdict>();
        Thread second = Thread.ofPlatform().daemon().start(() -> {
            try {
                answer.complete(joined.judge(attempt, _ -> JUDGED_APART));
            }
            catch (RuntimeException failure) {
                answer.completeExceptionally(failure);
            }
        });
        Awaitility.await().until(() -> answer.isDone() || second.getState() == Thread.State.WAITING);
        return answer;
    }

    @Test
    void whoeverComesMeanwhileHasTheVerdictOfTheFirst() {
        var seconds = new CompletableFuture<CompletableFuture<Verdict>>();
        assertThat(joined.judge(attempt(), _ -> {
            seconds.complete(comesMeanwhile(attempt()));
            return WRONG;
        })).isEqualTo(WRONG);
        assertThat(seconds.join().join()).isEqualTo(WRONG);
    }

    /** A device becomes known by a hash of its own only. */
    @Test
    void onlyForTheFirstThePasswordWasHashed() {
        var seconds = new CompletableFuture<CompletableFuture<Verdict>>();
        joined.judge(attempt(), _ -> {
            seconds.complete(comesMeanwhile(attempt()));
            return new Verdict.Proven(ANN, true);
        });
        assertThat(seconds.join().join()).isEqualTo(new Verdict.Proven(ANN, false));
    }

    @Test
    void aFailureIsEverybodysAndNobodysAfterwards() {
        var failure = new IllegalStateException("the database is away");
        var seconds = new CompletableFuture<CompletableFuture<Verdict>>();
        assertThatThrownBy(() -> joined.judge(attempt(), _ -> {
            seconds.complete(comesMeanwhile(attempt()));
            throw failure;
        })).isSameAs(failure);
        assertThatThrownBy(() -> seconds.join().join()).isInstanceOf(CompletionException.class)
                .hasCause(failure);
        assertThat(joined.judge(attempt(), _ -> WRONG)).isEqualTo(WRONG);
    }

    @Test
    void anotherPasswordAndAnotherPlaceAreJudgedApart() {
        joined.judge(attempt(), _ -> {
            for (Attempt other : List.of(attempt("gentle river stone", "192.0.2.1"),
                    attempt("gentle river stones", "198.51.100.1"))) {
                assertThat(comesMeanwhile(other)).isCompletedWithValue(JUDGED_APART);
            }
            return WRONG;
        });
    }
}
