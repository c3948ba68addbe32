package dev.sluice.auth.password;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.awaitility.Awaitility.await;

class PasswordHashesTests {

    /** Imported, and dear: 64 MiB, eight times over. */
    private static final String DEAR =
            "$argon2id$v=19$m=65536,t=8,p=1$" + "A".repeat(22) + "$" + "A".repeat(43);
    private static final Password PASSWORD = Password.of("gentle river stone");

    @Test
    void anImportedHashTakesTheMemoryThatItsTextSays() throws Exception {
        var meters = new SimpleMeterRegistry();
        var properties = new PasswordProperties(15, 128, DataSize.ofMegabytes(19), 2, 1, true,
                DataSize.ofMegabytes(100), 2, 32, Duration.ofSeconds(30), null);
        try (var hashes = new PasswordHashes(properties, meters);
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> one = callers.submit(() -> hashes.matches(PASSWORD, DEAR));
            Future<Boolean> other = callers.submit(() -> hashes.matches(PASSWORD, DEAR));
            await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5)).until(() ->
                    meters.get("sluice.auth.hashes.active").gauge().value() == 1
                            && meters.get("sluice.auth.hashes.waiting").gauge().value() == 1);
            assertThat(one.get(30, TimeUnit.SECONDS)).isFalse();
            assertThat(other.get(30, TimeUnit.SECONDS)).isFalse();
        }
    }

    @Test
    void withoutAHashToCompareWithTheAnswerIsNoAtTheSameCost() {
        try (WeighedHashes weighed = new WeighedHashes()) {
            String hash = weighed.hashes().hash(PASSWORD);
            assertThat(weighed.weigh(() -> assertThat(matches(weighed, null)).isFalse())).isCloseTo(
                    weighed.weigh(() -> assertThat(matches(weighed, hash)).isTrue()), withinPercentage(1));
        }
    }

    private static boolean matches(WeighedHashes weighed, @Nullable String hash) {
        try (PasswordHashes.Turn turn = weighed.hashes().turn()) {
            return turn.matches(PASSWORD, hash);
        }
    }
}
