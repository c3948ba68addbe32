package dev.sluice.auth.signin;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import dev.sluice.auth.account.Person;
import dev.sluice.auth.proof.Attempt;

/**
 * Makes one of all who try the same password of the same account from the same place at the same time. It
 * is one guess, so it is counted and hashed once: a service with many workers would otherwise run out of
 * attempts with the right password, before the first of them is proven.
 */
final class JoinedAttempts {

    private final Map<Attempt, CompletableFuture<Verdict>> underWay = new ConcurrentHashMap<>();

    /**
     * The verdict of whoever came first, which has the same failure for all.
     *
     * @param judge asked once for all who come until it has answered
     */
    Verdict judge(Attempt attempt, Function<Attempt, Verdict> judge) {
        CompletableFuture<Verdict> own = new CompletableFuture<>();
        CompletableFuture<Verdict> first = underWay.putIfAbsent(attempt, own);
        if (first != null) {
            return joined(first);
        }
        try {
            Verdict verdict = judge.apply(attempt);
            own.complete(verdict);
            return verdict;
        }
        catch (RuntimeException | Error failure) {
            own.completeExceptionally(failure);
            throw failure;
        }
        finally {
            underWay.remove(attempt);
        }
    }

    private static Verdict joined(CompletableFuture<Verdict> first) {
        try {
            Verdict verdict = first.join();
            return verdict instanceof Verdict.Proven(Person person, _) ? new Verdict.Proven(person, false)
                    : verdict;
        }
        catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw failed;
        }
    }
}
