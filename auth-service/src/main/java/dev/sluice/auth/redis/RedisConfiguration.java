package dev.sluice.auth.redis;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.resource.Delay;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.data.redis.autoconfigure.ClientResourcesBuilderCustomizer;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What Spring Boot's own properties of Redis do not say. */
@Configuration(proxyBeanMethods = false)
class RedisConfiguration {

    /** One for each master. */
    @Bean
    CircuitBreakerRegistry redisBreakers() {
        return CircuitBreakerRegistry.of(CircuitBreakerConfig.custom()
                .slidingWindowSize(10).minimumNumberOfCalls(5).failureRateThreshold(50)
                .waitDurationInOpenState(Duration.ofSeconds(1)).permittedNumberOfCallsInHalfOpenState(2)
                .build());
    }

    @Bean
    MeterBinder redisBreakerMetrics(CircuitBreakerRegistry redisBreakers) {
        return TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(redisBreakers);
    }

    @Bean
    Channels redisChannels() {
        return new Channels();
    }

    /** A command without a connection fails at once, and is never sent when nobody waits for it any more. */
    @Bean
    LettuceClientOptionsBuilderCustomizer rejectingCommands() {
        return options -> options
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS);
    }

    /** A failover takes seconds; by default the pause between two attempts grows to half a minute. */
    @Bean
    ClientResourcesBuilderCustomizer reconnectingSoon(Channels redisChannels) {
        return resources -> resources.nettyCustomizer(redisChannels)
                .reconnectDelay(Delay.fullJitter(50, 500, 50, TimeUnit.MILLISECONDS));
    }
}
