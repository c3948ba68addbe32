package dev.sluice.ingest.receipt;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Counts receipts that enter a state, and shows how many wait in one that does not last. */
@Component
class ReceiptMetrics {

    private final MeterRegistry registry;

    ReceiptMetrics(MeterRegistry registry, Receipts receipts) {
        this.registry = registry;
        waiting(registry, receipts, State.RECEIVED);
        waiting(registry, receipts, State.PUBLISHED);
    }

    void entered(State state) {
        registry.counter("sluice.ingest.receipts.entered", "state", state.name()).increment();
    }

    private static void waiting(MeterRegistry registry, Receipts receipts, State state) {
        Gauge.builder("sluice.ingest.receipts.waiting", receipts, all -> all.count(state))
                .tag("state", state.name()).description("Receipts that are in this state now")
                .register(registry);
    }
}
