package dev.sluice.common.outbox;

import java.time.Duration;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Readiness part {@code outbox}: the relay has its session, and no event waits too long. */
class OutboxHealth implements HealthIndicator {

    private final RelayService relay;
    private final Backlog backlog;
    private final RestingLanes resting;
    private final Duration maxAge;

    OutboxHealth(RelayService relay, Backlog backlog, RestingLanes resting, Duration maxAge) {
        this.relay = relay;
        this.backlog = backlog;
        this.resting = resting;
        this.maxAge = maxAge;
    }

    @Override
    public Health health() {
        Health.Builder builder = new Health.Builder();
        Backlog.Waiting waiting = backlog.waiting();
        boolean connected = relay.role() == RelayService.Role.LEADER
                || relay.role() == RelayService.Role.STANDBY;
        boolean late = !(waiting.oldest() <= maxAge.toSeconds());
        builder.status(connected && !late ? "UP" : "DOWN");
        builder.withDetail("relay", relay.role()).withDetail("waiting", waiting.rows())
                .withDetail("oldestSeconds", waiting.oldest()).withDetail("restingKeys", resting.size());
        String trouble = relay.trouble();
        if (trouble != null) {
            builder.withDetail("trouble", trouble);
        }
        return builder.build();
    }
}
