package dev.sluice.common.event.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import jakarta.validation.constraints.NotBlank;

import org.apache.kafka.clients.CommonClientConfigs;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where Kafka is.
 *
 * @param sessionTimeout after which the partitions of a consumer that vanished go to another
 * @param properties further settings of all clients, such as {@code security.protocol}
 */
@Validated
@ConfigurationProperties("sluice.events.kafka")
record KafkaEventProperties(@DefaultValue("127.0.0.1:19092") @NotBlank String bootstrapServers,
        @DefaultValue("10s") Duration sessionTimeout, @DefaultValue Map<String, String> properties) {

    /** What admin, producer and consumer have in common; reconnects calm down to one try in two seconds. */
    Map<String, Object> client() {
        Map<String, Object> client = new HashMap<>(properties);
        client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        client.put(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, 100L);
        client.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 2000L);
        return client;
    }
}
