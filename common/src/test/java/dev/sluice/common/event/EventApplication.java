package dev.sluice.common.event;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** A service that has nothing but events, built from the real auto-configuration. */
public final class EventApplication implements AutoCloseable {

    private static final List<String> CONFIGURATION = List.of(
            "org.springframework.boot.micrometer.tracing.brave.autoconfigure.BraveAutoConfiguration",
            "dev.sluice.common.event.kafka.KafkaEventAutoConfiguration",
            "dev.sluice.common.event.pulsar.PulsarEventAutoConfiguration",
            "dev.sluice.common.event.broker.EventAutoConfiguration",
            "dev.sluice.common.time.ClockAutoConfiguration");

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    private EventApplication(List<String> properties, List<String> further,
            EventSubscription... subscriptions) {
        TestPropertyValues.of(properties).applyTo(context);
        for (String each : Stream.concat(CONFIGURATION.stream(), further.stream()).toList()) {
            context.register(type(each));
        }
        context.registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
        for (EventSubscription each : subscriptions) {
            context.registerBean(each.topic() + " " + each.group(), EventSubscription.class, () -> each);
        }
        context.refresh();
    }

    /** Starts it; each later property overrides the one before. */
    public static EventApplication start(List<String> properties, EventSubscription... subscriptions) {
        return new EventApplication(properties, List.of(), subscriptions);
    }

    /** The same with more auto-configurations. */
    public static EventApplication start(List<String> properties, List<String> further,
            EventSubscription... subscriptions) {
        return new EventApplication(properties, further, subscriptions);
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name);
        }
        catch (ClassNotFoundException missing) {
            throw new IllegalStateException(missing);
        }
    }

    public EventBus bus() {
        return context.getBean(EventBus.class);
    }

    /** What readiness says about the broker. */
    public String health() {
        return health("eventsHealthIndicator").getStatus().getCode();
    }

    public Health health(String indicator) {
        return Objects.requireNonNull(context.getBean(indicator, HealthIndicator.class).health());
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}
