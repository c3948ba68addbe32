package dev.sluice.catalog.remote;

import java.io.Serial;
import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A system of others did not do what was asked, now; later it may. Whether it did it all the same is unknown
 * when its answer was lost.
 */
public class Unavailable extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final @Nullable Duration retryAfter;

    /**
     * Says which system, and what it answered.
     *
     * @param retryAfter how long it asks to be left alone; null when it does not say
     */
    public Unavailable(String message, @Nullable Duration retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    /** How long it asks to be left alone. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
