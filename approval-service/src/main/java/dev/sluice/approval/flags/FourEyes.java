package dev.sluice.approval.flags;

import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.FlagEvaluationDetails;
import dev.openfeature.sdk.ImmutableContext;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The flag {@code four-eyes}: whether a decision needs another person than the one who asked for it. On
 * whenever it cannot be known: a flag service that is down must not be a way around the rule.
 */
public class FourEyes {

    static final String KEY = "four-eyes";
    private static final Logger log = LoggerFactory.getLogger(FourEyes.class);

    private final Client flags;
    private final MeterRegistry meters;

    FourEyes(Client flags, MeterRegistry meters) {
        this.flags = flags;
        this.meters = meters;
    }

    /** Asks the flag service, which targets by the reviewer's id. */
    public boolean areNeededFor(String reviewerId) {
        FlagEvaluationDetails<Boolean> flag =
                flags.getBooleanDetails(KEY, true, new ImmutableContext(reviewerId));
        boolean failed = flag.getErrorCode() != null;
        if (failed) {
            log.warn("Flag {} is taken to be on: {}", KEY, flag.getErrorMessage());
        }
        meters.counter("sluice.approval.flag", "flag", KEY, "value", String.valueOf(flag.getValue()),
                "outcome", failed ? "failed" : "evaluated").increment();
        return flag.getValue();
    }
}
