package dev.sluice.common.outbox;

import java.time.Duration;

import javax.sql.DataSource;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.postgresql.PGConnection;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.sluice.common.database.OwnConnection;
import dev.sluice.common.event.EventBus;
import dev.sluice.common.event.broker.EventToolbox;

/** An outbox and its relay for each service that has a database and a broker. */
@AutoConfiguration(after = DataSourceAutoConfiguration.class,
        afterName = "dev.sluice.common.event.broker.EventAutoConfiguration")
@ConditionalOnClass({ PGConnection.class, JdbcClient.class, JdbcConnectionDetails.class })
@ConditionalOnBean({ DataSource.class, JdbcConnectionDetails.class, EventBus.class })
@EnableConfigurationProperties(OutboxProperties.class)
class OutboxAutoConfiguration {

    @Bean
    Outbox outbox(DataSource database, EventToolbox tools, OutboxProperties properties) {
        return new Outbox(database, tools.codec(), tools.context(), properties.maxEvent());
    }

    @Bean
    Backlog outboxBacklog(DataSource database, EventToolbox tools) {
        return new Backlog(JdbcClient.create(database), tools.clock());
    }

    @Bean
    MeterBinder outboxMeters(Backlog backlog) {
        return registry -> {
            Gauge.builder("sluice.outbox.waiting", backlog, each -> each.waiting().rows())
                    .description("Events that are committed and not yet published").register(registry);
            Gauge.builder("sluice.outbox.oldest.age", backlog, each -> each.waiting().oldest())
                    .description("How long the first of them waits").baseUnit("seconds").register(registry);
        };
    }

    /** The half that publishes. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = "sluice.outbox.relay", havingValue = "true", matchIfMissing = true)
    static class Relaying {

        @Bean
        RestingLanes outboxRestingLanes(OutboxProperties properties, EventToolbox tools) {
            return new RestingLanes(properties, tools.clock());
        }

        @Bean
        RelayService outboxRelay(JdbcConnectionDetails database, EventBus bus, EventToolbox tools,
                RestingLanes resting, OutboxProperties properties) {
            return new RelayService(() -> OwnConnection.open(database, "sluice-outbox"),
                    new Relay(bus, tools.codec(), resting, properties), properties.poll(),
                    frozen(properties.poll(), tools.properties().publishTimeout()));
        }

        /** Longer than a sleep, and than one send and what it may wait for: topic, producer, confirmation. */
        private static Duration frozen(Duration poll, Duration publishTimeout) {
            return poll.multipliedBy(2).plus(publishTimeout.multipliedBy(6));
        }

        @Bean
        HealthIndicator outboxHealthIndicator(RelayService relay, Backlog backlog, RestingLanes resting) {
            return new OutboxHealth(relay, backlog, resting);
        }
    }
}
