package dev.sluice.common.time;

import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.converter.Converter;

/**
 * Reads the moments that a request has as parameters. An {@link Instant} may be a billion years away, which
 * no database takes.
 */
final class Moments implements Converter<String, @Nullable Instant> {

    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant BEYOND = Instant.parse("+10000-01-01T00:00:00Z");

    @Override
    public @Nullable Instant convert(String text) {
        if (text.isBlank()) {
            return null;
        }
        Instant moment = Instant.parse(text);
        if (moment.isBefore(FIRST) || !moment.isBefore(BEYOND)) {
            throw new IllegalArgumentException("not of the years 1970 to 9999");
        }
        return moment;
    }
}
