package dev.sluice.common.event.broker;

import java.time.Duration;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Readiness part {@code events}: whether the broker answers now. It is asked often, so it logs nothing. */
class BrokerHealth implements HealthIndicator {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final BrokerProbe probe;

    BrokerHealth(BrokerProbe probe) {
        this.probe = probe;
    }

    @Override
    public Health health() {
        try {
            probe.check(PATIENCE);
            return Health.up().build();
        }
        catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Health.unknown().build();
        }
        catch (Exception unreachable) {
            return Health.down().withDetail("trouble", unreachable.toString()).build();
        }
    }
}
