package dev.sluice.common.identity;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

import dev.sluice.common.revocation.Revocations;

/**
 * Readiness part {@code revocations}: whether calls with a token can be served at all. Knowledge that grows
 * old later is no reason to turn them away.
 */
final class RevocationHealth implements HealthIndicator {

    private final Revocations revocations;

    RevocationHealth(Revocations revocations) {
        this.revocations = revocations;
    }

    @Override
    public Health health() {
        if (!revocations.hasCaughtUp()) {
            return Health.down().withDetail("trouble", "It is not known yet what was revoked").build();
        }
        return Health.up().withDetail("staleness", revocations.staleness().toString()).build();
    }
}
