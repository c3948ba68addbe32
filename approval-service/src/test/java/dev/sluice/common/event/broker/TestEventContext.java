package dev.sluice.common.event.broker;

import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;

/** A context without traces, for tests that run without the application. */
public final class TestEventContext {

    private TestEventContext() {
    }

    public static EventContext untraced() {
        return new EventContext(Tracer.NOOP, Propagator.NOOP);
    }
}
