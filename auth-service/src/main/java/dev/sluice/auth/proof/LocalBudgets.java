package dev.sluice.auth.proof;

import java.time.Duration;
import java.util.function.LongSupplier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/** The budgets as one instance keeps them while Redis is away, by the same arithmetic. */
final class LocalBudgets {

    private final Cache<String, Long> due;
    private final LongSupplier nanos;

    LocalBudgets(long entries, LongSupplier nanos) {
        this.due = Caffeine.newBuilder().maximumSize(entries).build();
        this.nanos = nanos;
    }

    /** How long to wait; no time at all if the attempt was counted. */
    Duration take(String guesser, GuessingProperties.Budget budget) {
        long interval = budget.interval().toNanos();
        long now = nanos.getAsLong();
        long[] wait = new long[1];
        due.asMap().compute(guesser, (same, before) -> {
            long owed = before == null ? 0 : Math.max(0, before - now);
            wait[0] = Math.max(0, owed + interval - interval * budget.attempts());
            return now + owed + (wait[0] > 0 ? 0 : interval);
        });
        return Duration.ofNanos(wait[0]);
    }

    void giveBack(String guesser, GuessingProperties.Budget budget) {
        due.asMap().computeIfPresent(guesser, (same, before) -> before - budget.interval().toNanos());
    }
}
