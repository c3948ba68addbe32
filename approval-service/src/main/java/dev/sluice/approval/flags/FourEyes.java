package dev.sluice.approval.flags;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.FlagEvaluationDetails;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
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
    private final Duration cacheFor;
    private final MeterRegistry meters;
    private final Clock clock;
    private volatile @Nullable Known known;

    FourEyes(Client flags, Duration cacheFor, MeterRegistry meters, Clock clock) {
        this.flags = flags;
        this.cacheFor = cacheFor;
        this.meters = meters;
        this.clock = clock;
    }

    /** Asks the flag service, or remembers what it said a moment ago. */
    public boolean areNeeded() {
        Known last = known;
        if (last != null && clock.instant().isBefore(last.until)) {
            return last.value;
        }
        FlagEvaluationDetails<Boolean> flag = flags.getBooleanDetails(KEY, true);
        boolean failed = flag.getErrorCode() != null;
        if (failed) {
            log.warn("Flag {} is taken to be on: {}", KEY, flag.getErrorMessage());
        }
        meters.counter("sluice.approval.flag", "flag", KEY, "value", String.valueOf(flag.getValue()),
                "outcome", failed ? "failed" : "evaluated").increment();
        known = new Known(flag.getValue(), clock.instant().plus(cacheFor));
        return flag.getValue();
    }

    private record Known(boolean value, Instant until) {
    }
}
