package dev.sluice.common.event.pulsar;

import java.util.Map;

import jakarta.validation.constraints.NotBlank;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where Pulsar is.
 *
 * @param adminUrl used to create missing topics; empty leaves their creation to the broker or its operator
 * @param namespace tenant and namespace of the topics
 * @param properties further settings of the client, such as {@code authPluginClassName}
 */
@Validated
@ConfigurationProperties("sluice.events.pulsar")
record PulsarEventProperties(@DefaultValue("pulsar://127.0.0.1:16650") @NotBlank String serviceUrl,
        @DefaultValue("http://127.0.0.1:18080") String adminUrl,
        @DefaultValue("public/default") @NotBlank String namespace, @DefaultValue Map<String,
                String> properties) {
}
