package dev.sluice.auth.password;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@Timeout(60)
class HashGateTests {

    private final HashGate gate = new HashGate(1, 1, Duration.ofSeconds(30));

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void whoeverFindsTheWaitingRoomFullIsRefusedAtOnce() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> first = callers.submit(() -> pass(gate, holding(release, "first")));
            await().until(() -> gate.inProgress() == 1);
            Future<String> second = callers.submit(() -> pass(gate, () -> "second"));
            await().until(() -> gate.waiting() == 1);

            assertThatThrownBy(() -> pass(gate, () -> "third")).isInstanceOfSatisfying(HashingBusy.class,
                    busy -> assertThat(busy.getHeaders().getFirst(HttpHeaders.RETRY_AFTER)).isEqualTo("1"));

            release.countDown();
            assertThat(first.get(30, TimeUnit.SECONDS)).isEqualTo("first");
            assertThat(second.get(30, TimeUnit.SECONDS)).isEqualTo("second");
        }
    }

    @Test
    void whoeverWaitsTooLongIsRefusedAndLeavesTheRoom() {
        CountDownLatch release = new CountDownLatch(1);
        try (var impatient = new HashGate(1, 1, Duration.ofMillis(50));
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> first = callers.submit(() -> pass(impatient, holding(release, "first")));
            await().until(() -> impatient.inProgress() == 1);

            assertThatThrownBy(() -> pass(impatient, () -> "second")).isInstanceOf(HashingBusy.class);

            assertThat(impatient.waiting()).isZero();
            assertThat(first).failsWithin(30, TimeUnit.SECONDS).withThrowableThat()
                    .withCauseInstanceOf(HashingBusy.class);
            release.countDown();
        }
    }

    @Test
    void aPlaceIsTakenBeforeThereIsAHash() {
        try (HashGate.Place _ = gate.enter(); HashGate.Place _ = gate.enter()) {
            assertThatThrownBy(gate::enter).isInstanceOf(HashingBusy.class);
        }
        assertThat(pass(gate, () -> "free again")).isEqualTo("free again");
    }

    @Test
    void aHashHoldsNoCarrierOfVirtualThreads() throws Exception {
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(callers.submit(() -> pass(gate, () -> Thread.currentThread().isVirtual()))
                    .get(30, TimeUnit.SECONDS)).isFalse();
        }
    }

    @Test
    void aHashThatFailsGivesItsPlaceBack() {
        for (int attempt = 0; attempt < 3; attempt++) {
            assertThatThrownBy(() -> pass(gate, () -> {
                throw new IllegalStateException("no memory");
            })).hasRootCauseMessage("no memory");
        }
        assertThat(pass(gate, () -> "still open")).isEqualTo("still open");
        await().until(() -> gate.inProgress() == 0);
    }

    private static <T> T pass(HashGate gate, Supplier<T> hashing) {
        try (HashGate.Place place = gate.enter()) {
            return place.compute(hashing);
        }
    }

    private static Supplier<String> holding(CountDownLatch release, String result) {
        return () -> {
            try {
                assertThat(release.await(30, TimeUnit.SECONDS)).isTrue();
                return result;
            }
            catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        };
    }
}
