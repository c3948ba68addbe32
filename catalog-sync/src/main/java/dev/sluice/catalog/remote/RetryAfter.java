package dev.sluice.catalog.remote;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

import org.jspecify.annotations.Nullable;

/** Reads the header {@code Retry-After} (RFC 9110, section 10.2.3): seconds or a date. */
public final class RetryAfter {

    private RetryAfter() {
    }

    /** Null where there is none or it says nothing; never negative. */
    public static @Nullable Duration read(@Nullable String header, Clock clock) {
        if (header == null || header.isBlank()) {
            return null;
        }
        try {
            if (header.strip().chars().allMatch(Character::isDigit)) {
                return Duration.ofSeconds(Long.parseLong(header.strip()));
            }
            Instant then = ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            Duration left = Duration.between(clock.instant(), then);
            return left.isNegative() ? Duration.ZERO : left;
        }
        catch (DateTimeException | ArithmeticException | NumberFormatException meaningless) {
            return null;
        }
    }
}
