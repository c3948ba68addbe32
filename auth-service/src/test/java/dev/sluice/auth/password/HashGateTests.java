package dev.sluice.auth.password;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@Timeout(60)
class HashGateTests {

    private final HashGate gate = new HashGate(1, 1, Duration.ofSeconds(30), 1);

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
        try (var impatient = new HashGate(1, 1, Duration.ofMillis(50), 1);
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

    @Test
    void dearHashesRunFewerAtATimeAndNoneIsTooDear() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (var wide = new HashGate(4, 4, Duration.ofSeconds(30), 100);
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            AtomicInteger running = new AtomicInteger();
            List<Future<Integer>> three = Stream.of(60, 40, 30).map(kibibytes -> callers.submit(() ->
                    pass(wide, kibibytes, () -> {
                        running.incrementAndGet();
                        assertThat(holding(release, "hashed").get()).isNotEmpty();
                        return running.decrementAndGet();
                    }))).toList();
            await().until(() -> wide.inProgress() == 2 && wide.waiting() == 1);
            assertThat(running).hasValue(2);
            Future<Integer> all = callers.submit(() -> pass(wide, 1_000, running::get));
            await().until(() -> wide.waiting() == 2);
            release.countDown();
            for (Future<Integer> hash : three) {
                assertThat(hash.get(30, TimeUnit.SECONDS)).isLessThan(2);
            }
            assertThat(all.get(30, TimeUnit.SECONDS)).isZero();
        }
    }

    @Test
    void whoeverWaitsTooLongForMemoryTakesNoneOfIt() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (var impatient = new HashGate(2, 2, Duration.ofMillis(500), 100);
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> first = callers.submit(() -> pass(impatient, 60, holding(release, "first")));
            await().until(() -> impatient.inProgress() == 1);
            AtomicBoolean computed = new AtomicBoolean();
            assertThatThrownBy(() -> pass(impatient, 60, () -> computed.getAndSet(true)))
                    .isInstanceOf(HashingBusy.class);
            await().until(() -> impatient.waiting() == 0);
            release.countDown();
            assertThat(first).failsWithin(30, TimeUnit.SECONDS);
            await().until(() -> impatient.inProgress() == 0);
            assertThat(pass(impatient, 100, () -> "all of it")).isEqualTo("all of it");
            assertThat(computed).isFalse();
        }
    }

    private static <T> T pass(HashGate gate, Supplier<T> hashing) {
        return pass(gate, 1, hashing);
    }

    private static <T> T pass(HashGate gate, int kibibytes, Supplier<T> hashing) {
        try (HashGate.Place place = gate.enter()) {
            return place.compute(kibibytes, hashing);
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
