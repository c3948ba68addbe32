package dev.sluice.auth.signin;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.sluice.auth.password.HashingBusy;
import dev.sluice.auth.proof.Attempt;

/**
 * Lets those who try the same password of the same account from the same place wait for the first of them. An
 * attempt counts until it is proven, so a service with many workers would otherwise run out of attempts with
 * the right password. Once the first has proven it, the others find the proof; if it was wrong, each is
 * judged, and counted, as if nobody had been before.
 */
final class JoinedAttempts {

    /** Whether the first of them has proven the password. */
    private final Map<Attempt, CompletableFuture<Boolean>> underWay = new ConcurrentHashMap<>();
    private final Semaphore waiting;
    private final Supplier<HashingBusy> sentAway;

    /**
     * None under way.
     *
     * @param most who may wait for others at a time; whoever would be one more is judged at once
     * @param sentAway what is told to whoever has waited for one who found no place
     */
    JoinedAttempts(int most, Supplier<HashingBusy> sentAway) {
        this.waiting = new Semaphore(most);
        this.sentAway = sentAway;
    }

    /**
     * The verdict on an attempt, or the failure that the first of them has met.
     *
     * @param judge asked by one at a time, unless the password was wrong or too many wait
     */
    Verdict judge(Attempt attempt, Function<Attempt, Verdict> judge) {
        while (true) {
            CompletableFuture<Boolean> own = new CompletableFuture<>();
            CompletableFuture<Boolean> first = underWay.putIfAbsent(attempt, own);
            if (first == null) {
                return judgeFirst(attempt, own, judge);
            }
            if (!waiting.tryAcquire()) {
                return judge.apply(attempt);
            }
            boolean proven;
            try {
                proven = isProven(first);
            }
            finally {
                waiting.release();
            }
            if (!proven) {
                return judge.apply(attempt);
            }
        }
    }

    private Verdict judgeFirst(Attempt attempt, CompletableFuture<Boolean> own,
            Function<Attempt, Verdict> judge) {
        try {
            Verdict verdict = judge.apply(attempt);
            underWay.remove(attempt);
            own.complete(verdict instanceof Verdict.Proven);
            return verdict;
        }
        catch (RuntimeException | Error failure) {
            underWay.remove(attempt);
            own.completeExceptionally(failure);
            throw failure;
        }
    }

    private boolean isProven(CompletableFuture<Boolean> first) {
        try {
            return first.join();
        }
        catch (CompletionException failed) {
            if (failed.getCause() instanceof HashingBusy) {
                // Each has an answer of their own, with their own correlation.
                throw sentAway.get();
            }
            if (failed.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw failed;
        }
    }
}
