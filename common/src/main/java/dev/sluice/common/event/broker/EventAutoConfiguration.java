package dev.sluice.common.event.broker;

import java.time.Clock;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

import dev.sluice.common.event.EventBus;
import dev.sluice.common.event.EventSubscription;

/** The broker-independent half of events; an adapter adds the bus. */
@AutoConfiguration(afterName = {
    "org.springframework.boot.micrometer.tracing.brave.autoconfigure.BraveAutoConfiguration",
    "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
    "dev.sluice.common.event.kafka.KafkaEventAutoConfiguration",
    "dev.sluice.common.event.pulsar.PulsarEventAutoConfiguration" })
@EnableConfigurationProperties(EventProperties.class)
class EventAutoConfiguration {

    @Bean
    EventToolbox eventToolbox(EventProperties properties, ObjectProvider<Tracer> tracer,
            ObjectProvider<Propagator> propagator, ObjectProvider<MeterRegistry> registry,
            Clock clock) {
        return new EventToolbox(properties, new EventCodec(),
                new EventContext(tracer.getIfAvailable(() -> Tracer.NOOP),
                        propagator.getIfAvailable(() -> Propagator.NOOP)),
                new EventMeters(registry.getIfAvailable(SimpleMeterRegistry::new)),
                clock);
    }

    @Bean
    @ConditionalOnBean(EventBus.class)
    RunningSubscriptions eventSubscriptions(EventBus bus, ObjectProvider<EventSubscription> subscriptions) {
        return new RunningSubscriptions(bus, subscriptions.orderedStream().toList());
    }

    @Bean
    @ConditionalOnBean(BrokerProbe.class)
    HealthIndicator eventsHealthIndicator(BrokerProbe probe) {
        return new BrokerHealth(probe);
    }
}
