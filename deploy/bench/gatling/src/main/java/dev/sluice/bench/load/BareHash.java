package dev.sluice.bench.load;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import de.mkammerer.argon2.Argon2;
import de.mkammerer.argon2.Argon2Factory;
import de.mkammerer.argon2.Argon2Factory.Argon2Types;

/**
 * What a sign-in is compared with: the same password and a hash that the service made, by the library that
 * the service uses, in the same seconds.
 */
final class BareHash {

    /** Until the library is loaded and has its memory. */
    private static final int FIRST = 5;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Argon2 library = Argon2Factory.create(Argon2Types.ARGON2id);
    private final String hash = System.getenv("SLUICE_BENCH_HASH");
    private final byte[] password = System.getenv("SLUICE_BENCH_SECRET").getBytes(StandardCharsets.UTF_8);

    BareHash() {
        for (int i = 0; i < FIRST; i++) {
            compare();
        }
    }

    /** Compares once; the CPU time of the thread that did. */
    Duration compare() {
        long before = threads.getCurrentThreadCpuTime();
        if (!library.verify(hash, password)) {
            throw new IllegalStateException("The hash is of another password");
        }
        return Duration.ofNanos(threads.getCurrentThreadCpuTime() - before);
    }
}
