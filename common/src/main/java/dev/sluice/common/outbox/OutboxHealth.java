package dev.sluice.common.outbox;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Readiness part {@code outbox}: whether the relay has its session. How long events wait is told and
 * measured, but turns no request away: one that waits for an operator is no reason to refuse all others.
 */
class OutboxHealth implements HealthIndicator {

    private final RelayService relay;
    private final Backlog backlog;
    private final RestingLanes resting;

    OutboxHealth(RelayService relay, Backlog backlog, RestingLanes resting) {
        this.relay = relay;
        this.backlog = backlog;
        this.resting = resting;
    }

    @Override
    public Health health() {
        Health.Builder builder = new Health.Builder();
        Backlog.Waiting waiting = backlog.waiting();
        boolean connected = relay.role() == RelayService.Role.LEADER
                || relay.role() == RelayService.Role.STANDBY;
        builder.status(connected ? Status.UP : Status.DOWN);
        builder.withDetail("relay", relay.role()).withDetail("waiting", waiting.rows())
                .withDetail("oldestSeconds", waiting.oldest()).withDetail("restingKeys", resting.size());
        String trouble = relay.trouble();
        if (trouble != null) {
            builder.withDetail("trouble", trouble);
        }
        return builder.build();
    }
}
