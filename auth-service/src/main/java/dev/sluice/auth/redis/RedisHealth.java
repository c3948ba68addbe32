package dev.sluice.auth.redis;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Tells whether Redis is there. While it is away we are slower, but as ready as ever. */
@Component("redisHealthIndicator")
class RedisHealth implements HealthIndicator {

    private final Redis redis;

    RedisHealth(Redis redis) {
        this.redis = redis;
    }

    @Override
    public Health health() {
        return (redis.answers() ? Health.up() : Health.unknown()).build();
    }
}
