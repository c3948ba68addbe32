package dev.sluice.common.object;

import java.io.IOException;
import java.time.Clock;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/** Gives a service that asks for one its object store; nothing is created for a service that does not. */
@AutoConfiguration
@EnableConfigurationProperties(ObjectProperties.class)
class ObjectAutoConfiguration {

    @Bean
    @Lazy
    @ConditionalOnMissingBean
    @ConditionalOnProperty(name = "sluice.objects.store", havingValue = "file", matchIfMissing = true)
    ObjectStore fileObjects(ObjectProperties properties, Clock clock) throws IOException {
        FileObjects store = new FileObjects(properties.file().root());
        store.sweep(clock.instant());
        return store;
    }
}
