package dev.sluice.catalog.remote;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RetryAfterTests {

    private final Clock clock = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

    @Test
    void secondsAndDatesAreRead() {
        assertThat(RetryAfter.read("7", clock)).isEqualTo(Duration.ofSeconds(7));
        assertThat(RetryAfter.read("Sun, 01 Mar 2026 12:01:00 GMT", clock)).isEqualTo(Duration.ofMinutes(1));
        assertThat(RetryAfter.read("Sun, 01 Mar 2026 11:00:00 GMT", clock)).isEqualTo(Duration.ZERO);
    }

    @Test
    void whatSaysNothingIsNothing() {
        assertThat(RetryAfter.read(null, clock)).isNull();
        assertThat(RetryAfter.read("", clock)).isNull();
        assertThat(RetryAfter.read("soon", clock)).isNull();
        assertThat(RetryAfter.read("99999999999999999999", clock)).isNull();
        assertThat(RetryAfter.read("-5", clock)).isNull();
    }
}
