package dev.sluice.flag.debt;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

import dev.sluice.flag.evaluation.Snapshot;
import dev.sluice.flag.registry.Stored;

/** The debt of today, counted from the flags in memory. */
@Component
class Debts {

    private final Snapshot snapshot;
    private final int gaDays;
    private final Clock clock;

    Debts(Snapshot snapshot, DebtProperties properties, Clock clock, MeterRegistry meters) {
        this.snapshot = snapshot;
        this.gaDays = Math.toIntExact(properties.gaPeriod().toDays());
        this.clock = clock;
        for (Reason reason : Reason.values()) {
            Gauge.builder("sluice.flag.debt", this, debts -> debts.count(reason))
                    .tag("reason", reason.name()).description("Flags that should be gone, or cared for")
                    .register(meters);
        }
    }

    List<DebtItem> now() {
        return of(snapshot.flags());
    }

    List<DebtItem> of(List<Stored> flags) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return flags.stream().flatMap(stored -> DebtItem.of(stored, today, gaDays).stream()).toList();
    }

    static Map<Reason, Long> byReason(List<DebtItem> items) {
        Map<Reason, Long> counts = new EnumMap<>(Reason.class);
        for (Reason reason : Reason.values()) {
            counts.put(reason, items.stream().filter(item -> item.has(reason)).count());
        }
        return counts;
    }

    private long count(Reason reason) {
        return now().stream().filter(item -> item.has(reason)).count();
    }
}
