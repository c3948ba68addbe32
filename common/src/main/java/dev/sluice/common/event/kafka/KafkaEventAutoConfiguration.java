package dev.sluice.common.event.kafka;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

import dev.sluice.common.event.EventBus;
import dev.sluice.common.event.broker.EventToolbox;

/** Kafka carries the events unless configured otherwise. */
@AutoConfiguration
@ConditionalOnClass(KafkaConsumer.class)
@ConditionalOnProperty(name = "sluice.events.broker", havingValue = "kafka", matchIfMissing = true)
@EnableConfigurationProperties(KafkaEventProperties.class)
class KafkaEventAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(EventBus.class)
    KafkaEventBus kafkaEventBus(EventToolbox tools, KafkaEventProperties properties) {
        return new KafkaEventBus(tools, properties);
    }
}
