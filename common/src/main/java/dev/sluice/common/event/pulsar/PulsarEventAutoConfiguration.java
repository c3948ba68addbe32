package dev.sluice.common.event.pulsar;

import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.PulsarClientException;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

import dev.sluice.common.event.EventBus;
import dev.sluice.common.event.broker.EventToolbox;

/** Pulsar carries the events where {@code sluice.events.broker} is {@code pulsar}. */
@AutoConfiguration
@ConditionalOnClass(PulsarClient.class)
@ConditionalOnProperty(name = "sluice.events.broker", havingValue = "pulsar")
@EnableConfigurationProperties(PulsarEventProperties.class)
class PulsarEventAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(EventBus.class)
    PulsarEventBus pulsarEventBus(EventToolbox tools, PulsarEventProperties properties)
            throws PulsarClientException {
        return new PulsarEventBus(tools, properties);
    }
}
