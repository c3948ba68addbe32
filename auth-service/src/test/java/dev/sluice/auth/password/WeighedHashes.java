package dev.sluice.auth.password;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import com.sun.management.ThreadMXBean;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.springframework.util.unit.DataSize;

/**
 * Hashes in Java that are weighed and not timed: how much memory each goes over is nearly all of what it
 * costs, and the same whenever it is computed. How often it does so weighs nothing.
 */
public final class WeighedHashes implements AutoCloseable {

    private final MeterRegistry meters = new SimpleMeterRegistry(SimpleConfig.DEFAULT, new Scales());
    private final PasswordHashes hashes = new PasswordHashes(new PasswordProperties(15, 128,
            DataSize.ofMegabytes(19), 2, 1, false, null, 1, 32, Duration.ofSeconds(30), null), meters);

    /** The first one loads classes, too. */
    public WeighedHashes() {
        hashes.hash(Password.of("plum orchard kite"));
    }

    public PasswordHashes hashes() {
        return hashes;
    }

    /** The bytes that the hashes took that were computed meanwhile. */
    public long weigh(Runnable attempt) {
        long before = total();
        attempt.run();
        return total() - before;
    }

    private long total() {
        return Math.round(meters.get("sluice.auth.hashes").timer().totalTime(TimeUnit.NANOSECONDS));
    }

    @Override
    public void close() {
        hashes.close();
    }

    /** For each nanosecond a byte that the thread has allocated. */
    private static final class Scales implements Clock {

        private final ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

        @Override
        public long wallTime() {
            return Clock.SYSTEM.wallTime();
        }

        @Override
        public long monotonicTime() {
            return threads.getCurrentThreadAllocatedBytes();
        }
    }
}
