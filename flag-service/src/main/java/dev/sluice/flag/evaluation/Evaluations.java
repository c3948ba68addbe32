package dev.sluice.flag.evaluation;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/**
 * Counts evaluations by key and reason. Keys come from the registry only, and from the first thousand of
 * it.
 */
@Component
class Evaluations {

    static final String UNKNOWN = "_unknown";
    static final String OTHER = "_other";
    private static final int MOST_KEYS = 1000;

    private final MeterRegistry meters;
    private final Set<String> keys = ConcurrentHashMap.newKeySet();

    Evaluations(MeterRegistry meters) {
        this.meters = meters;
    }

    void count(Evaluation evaluation) {
        String key = evaluation.key();
        boolean named = keys.contains(key) || (keys.size() < MOST_KEYS && keys.add(key));
        count(named ? key : OTHER, evaluation.reason().name());
    }

    void countUnknown() {
        count(UNKNOWN, "FLAG_NOT_FOUND");
    }

    private void count(String key, String reason) {
        meters.counter("sluice.flag.evaluations", "key", key, "reason", reason).increment();
    }
}
