package dev.sluice.auth.password;

import java.time.Duration;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.util.unit.DataSize;

/** What hashes and rules tests need. */
public final class TestHashes {

    private TestHashes() {
    }

    /** Those of the defaults, with a filter of leaked passwords. */
    static PasswordRules rules(@Nullable String breachedFilter) {
        PasswordProperties properties = properties(breachedFilter);
        return new PasswordRules(properties, new CommonPasswords(),
                new BreachedPasswords(properties, new MockEnvironment()));
    }

    /** The defaults. */
    static PasswordProperties properties(@Nullable String breachedFilter) {
        return new PasswordProperties(15, 128, DataSize.ofMegabytes(19), 2, 1, true, null, 0, 32,
                Duration.ofSeconds(3), breachedFilter);
    }

    /** As when the room is full: whoever asks for one is told to come back. */
    public static PasswordHashes busy() {
        return new PasswordHashes(new PasswordProperties(15, 128, DataSize.ofMegabytes(19), 2, 1, true, null,
                1, 1, Duration.ofNanos(1), null), new SimpleMeterRegistry());
    }
}
