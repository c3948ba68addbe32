package dev.sluice.flag;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** Real time, until a test stops it or moves it ahead; the test sets it back. */
public final class TestClock extends Clock {

    private volatile Duration ahead = Duration.ZERO;
    private volatile Clock base = Clock.systemUTC();

    @TestConfiguration(proxyBeanMethods = false)
    public static class Wiring {

        @Bean
        TestClock testClock() {
            return new TestClock();
        }
    }

    public void forward(Duration duration) {
        ahead = ahead.plus(duration);
    }

    public void stop() {
        base = Clock.fixed(Instant.now(), ZoneOffset.UTC);
    }

    public void reset() {
        ahead = Duration.ZERO;
        base = Clock.systemUTC();
    }

    public LocalDate today() {
        return LocalDate.ofInstant(instant(), ZoneOffset.UTC);
    }

    @Override
    public Instant instant() {
        return base.instant().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(instant(), zone);
    }
}
