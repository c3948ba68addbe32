package dev.sluice.flag.debt;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.sluice.flag.registry.Flag;
import dev.sluice.flag.registry.Status;
import dev.sluice.flag.registry.Stored;

/**
 * A flag that should be gone, or cared for.
 *
 * @param ageDays for how many days it has been debt, by the oldest of its reasons
 * @param extensions how often its end date was moved further away
 */
record DebtItem(String key, @Nullable String owner, Status status, @Nullable LocalDate expirationDate,
        List<Because> reasons, long ageDays, int extensions) {

    /** @param ageDays how long this has been so */
    record Because(Reason reason, LocalDate since, long ageDays) {
    }

    /** Whether and why the flag is debt on that day. */
    static Optional<DebtItem> of(Stored stored, LocalDate today, int gaDays) {
        Flag flag = stored.flag();
        LocalDate created = LocalDate.ofInstant(stored.createdAt(), ZoneOffset.UTC);
        LocalDate statusSince = LocalDate.ofInstant(stored.statusSince(), ZoneOffset.UTC);
        LocalDate end = flag.expirationDate();
        List<Because> reasons = new ArrayList<>();
        if (end == null) {
            reasons.add(because(Reason.ENDLESS, created, today));
        }
        else if (flag.expired(today)) {
            reasons.add(because(Reason.EXPIRED, end.plusDays(1), today));
        }
        if (flag.owner() == null) {
            reasons.add(because(Reason.OWNERLESS, created, today));
        }
        LocalDate due = statusSince.plusDays(gaDays);
        if (flag.status() == Status.GA && !today.isBefore(due)) {
            reasons.add(because(Reason.GA_FOR_LONG, due, today));
        }
        return reasons.stream().mapToLong(Because::ageDays).max().stream().boxed().findFirst()
                .map(age -> new DebtItem(flag.key(), flag.owner(), flag.status(), end, reasons, age,
                        stored.extensions()));
    }

    private static Because because(Reason reason, LocalDate since, LocalDate today) {
        return new Because(reason, since, ChronoUnit.DAYS.between(since, today));
    }

    boolean has(Reason wanted) {
        return reasons.stream().anyMatch(because -> because.reason == wanted);
    }
}
