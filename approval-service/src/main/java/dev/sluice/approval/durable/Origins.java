package dev.sluice.approval.durable;

import java.util.HashMap;
import java.util.Map;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

import dev.sluice.approval.durable.history.Origin;
import dev.sluice.common.observability.Correlation;

/** Carries correlation and trace from whoever starts an execution to each of its invocations. */
public final class Origins {

    private static final String TRACEPARENT = "traceparent";

    private final Tracer tracer;
    private final Propagator propagator;

    public Origins(Tracer tracer, Propagator propagator) {
        this.tracer = tracer;
        this.propagator = propagator;
    }

    /** What is running now. */
    Origin current() {
        Map<String, String> carrier = new HashMap<>();
        Span span = tracer.currentSpan();
        if (span != null) {
            propagator.inject(span.context(), carrier, Origins::put);
        }
        return new Origin(Correlation.current(), carrier.get(TRACEPARENT));
    }

    /** Does the work as a part of what started it, so that its log lines and events say so. */
    public void within(Origin origin, String name, Runnable work) {
        Span span = propagator.extract(origin, Origins::get).name(name).start();
        String correlation = origin.correlationId();
        try (Tracer.SpanInScope _ = tracer.withSpan(span);
                MDC.MDCCloseable _ = MDC.putCloseable(Correlation.KEY, correlation)) {
            work.run();
        }
        finally {
            span.end();
        }
    }

    private static void put(@Nullable Map<String, String> carrier, String name, String value) {
        if (carrier != null) {
            carrier.put(name, value);
        }
    }

    private static @Nullable String get(Origin origin, String name) {
        return TRACEPARENT.equals(name) ? origin.traceparent() : null;
    }
}
