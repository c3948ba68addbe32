package dev.sluice.common.event.broker;

import java.util.HashMap;
import java.util.Map;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

import dev.sluice.common.event.Event;

/** Carries correlation and trace from the request that caused an event to the handler that receives it. */
public final class EventContext {

    private static final String CORRELATION = "correlationId";
    private static final String TRACEPARENT = "traceparent";

    private final Tracer tracer;
    private final Propagator propagator;

    EventContext(Tracer tracer, Propagator propagator) {
        this.tracer = tracer;
        this.propagator = propagator;
    }

    /** The event with what is running now; what it already carries stays. */
    public Event stamp(Event event) {
        Map<String, String> carrier = new HashMap<>();
        Span span = tracer.currentSpan();
        if (span != null) {
            propagator.inject(span.context(), carrier, EventContext::put);
        }
        return event.within(notEmpty(MDC.get(CORRELATION)), notEmpty(carrier.get(TRACEPARENT)));
    }

    /** Makes the event's context the thread's until closed. An event without correlation is its own. */
    Scope enter(Event event, String topic) {
        Span span = propagator.extract(event, EventContext::get).kind(Span.Kind.CONSUMER)
                .name("handle " + topic).start();
        Tracer.SpanInScope traced = tracer.withSpan(span);
        String correlation = event.correlationId();
        MDC.put(CORRELATION, correlation == null ? event.id() : correlation);
        MDC.put("eventId", event.id());
        return () -> {
            MDC.remove("eventId");
            MDC.remove(CORRELATION);
            traced.close();
            span.end();
        };
    }

    /** Ends the context. */
    @FunctionalInterface
    interface Scope extends AutoCloseable {

        @Override
        void close();
    }

    private static void put(@Nullable Map<String, String> carrier, String name, String value) {
        if (carrier != null) {
            carrier.put(name, value);
        }
    }

    private static @Nullable String get(Event event, String name) {
        return TRACEPARENT.equals(name) ? event.traceparent() : null;
    }

    private static @Nullable String notEmpty(@Nullable String value) {
        return value == null || value.isEmpty() ? null : value;
    }
}
