package dev.sluice.flag.evaluation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

import dev.sluice.flag.registry.Flags;
import dev.sluice.flag.registry.Stored;

/**
 * All flags in memory, as of the last look at the database. Evaluations read nothing else, so they go on
 * while the database is away, with what was known last.
 */
@Component
public class Snapshot {

    private final Flags flags;
    private final Clock clock;

    private volatile Content content = new Content(Map.of(), Instant.EPOCH);

    /** The flags by key, in the order of the registry, and when they were read. */
    record Content(Map<String, Stored> byKey, Instant asOf) {
    }

    Snapshot(Flags flags, Clock clock, MeterRegistry meters) {
        this.flags = flags;
        this.clock = clock;
        Gauge.builder("sluice.flag.snapshot.age", this, snapshot -> snapshot.age().toMillis() / 1000.0)
                .baseUnit("seconds").description("Time since the flags in memory were last read")
                .register(meters);
        Gauge.builder("sluice.flag.snapshot.flags", this, snapshot -> snapshot.content.byKey.size())
                .description("Flags in memory").register(meters);
    }

    /** The flags known now. */
    public List<Stored> flags() {
        return List.copyOf(content.byKey.values());
    }

    Content content() {
        return content;
    }

    /** Reads all flags again; on failure the older ones stay. */
    void refresh() {
        Instant asOf = clock.instant();
        Map<String, Stored> byKey = new LinkedHashMap<>();
        flags.all().forEach(stored -> byKey.put(stored.flag().key(), stored));
        content = new Content(byKey, asOf);
    }

    private Duration age() {
        return Duration.between(content.asOf, clock.instant());
    }
}
