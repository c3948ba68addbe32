package dev.sluice.common.event.broker;

import java.time.Duration;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Readiness part {@code events}: whether the broker answers now. */
class BrokerHealth extends AbstractHealthIndicator {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final BrokerProbe probe;

    BrokerHealth(BrokerProbe probe) {
        super("The broker does not answer");
        this.probe = probe;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) throws Exception {
        probe.check(PATIENCE);
        builder.up();
    }
}
