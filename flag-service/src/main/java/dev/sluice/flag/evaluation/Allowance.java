package dev.sluice.flag.evaluation;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.stereotype.Component;

/** How many evaluations a caller may still ask for in the running second. */
@Component
class Allowance {

    private static final int MOST_CALLERS = 10_000;

    private final int perSecond;
    private final Clock clock;
    private final Map<String, Used> used = new ConcurrentHashMap<>();

    private record Used(long second, int requests) {
    }

    Allowance(EvaluationProperties properties, Clock clock) {
        this.perSecond = properties.requestsPerSecond();
        this.clock = clock;
    }

    /** @throws TooManyRequests when the caller has had its share of this second */
    void take(String caller) {
        long second = clock.instant().getEpochSecond();
        if (used.size() >= MOST_CALLERS) {
            used.values().removeIf(past -> past.second < second);
        }
        Used now = used.merge(caller, new Used(second, 1), (past, first) ->
                past.second == second ? new Used(second, Math.min(past.requests, perSecond) + 1) : first);
        if (now.requests > perSecond) {
            throw new TooManyRequests();
        }
    }
}
