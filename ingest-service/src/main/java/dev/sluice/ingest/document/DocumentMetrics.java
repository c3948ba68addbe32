package dev.sluice.ingest.document;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

import dev.sluice.common.problem.ProblemException;

/** Counts what came to the door and what became of it. */
@Component
class DocumentMetrics {

    private static final String DOCUMENTS = "sluice.ingest.documents";

    private final MeterRegistry registry;
    private final Counter bytes;

    DocumentMetrics(MeterRegistry registry) {
        this.registry = registry;
        bytes = Counter.builder("sluice.ingest.accepted").baseUnit("bytes")
                .description("Bytes of accepted documents").register(registry);
    }

    void accepted(Accepted accepted) {
        if (accepted.repeated()) {
            count("repeated", "none");
        }
        else {
            count("accepted", "none");
            bytes.increment((double) accepted.receipt().size());
        }
    }

    /** The reason is the stable name of the problem. */
    void refused(ProblemException problem) {
        String type = String.valueOf(problem.getBody().getType());
        count("refused", type.substring(type.lastIndexOf(':') + 1));
    }

    void failed() {
        count("failed", "internal");
    }

    private void count(String outcome, String reason) {
        registry.counter(DOCUMENTS, "outcome", outcome, "reason", reason).increment();
    }
}
