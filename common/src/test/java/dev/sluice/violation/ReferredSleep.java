package dev.sluice.violation;

import java.time.Duration;

import org.assertj.core.api.ThrowingConsumer;

public record ReferredSleep(ThrowingConsumer<Duration> pause) {

    public ReferredSleep() {
        this(Thread::sleep);
    }
}
