package dev.sluice.auth.password;

import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.function.Supplier;

import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Argon2id hashes of passwords; bcrypt too where there is one already. Each question costs exactly one hash,
 * also where there is nothing to compare with, and no more are computed at once than the machine can bear.
 */
@Component
public class PasswordHashes implements AutoCloseable {

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    private final HashRecipe current;
    private final PasswordEncoder argon2;
    private final PasswordEncoder bcrypt = new BCryptPasswordEncoder();
    private final HashGate gate;
    private final Timer timer;

    PasswordHashes(PasswordProperties properties, MeterRegistry meters) {
        current = new HashRecipe.Argon2id(properties.kibibytes(), properties.iterations(),
                properties.parallelism(), SALT_BYTES, HASH_BYTES);
        Optional<PasswordEncoder> library = properties.nativeLibrary()
                ? NativeArgon2.find(SALT_BYTES, HASH_BYTES, properties) : Optional.empty();
        argon2 = library.orElseGet(() -> new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES,
                properties.parallelism(), properties.kibibytes(), properties.iterations()));
        Runtime machine = Runtime.getRuntime();
        int budget = properties.budget(library.isPresent(), memoryOfTheMachine(), machine.maxMemory());
        gate = new HashGate(properties.concurrency(machine.availableProcessors(), budget),
                properties.waitingHashes(), properties.longestWait(), budget);
        // The metrics are readable by anybody who may read metrics, so they do not tell a hash that decided
        // about a sign-in from one that was made for an unknown address.
        timer = Timer.builder("sluice.auth.hashes").description("Password hashes computed").register(meters);
        Gauge.builder("sluice.auth.hashes.active", gate, HashGate::inProgress)
                .description("Password hashes in progress").register(meters);
        Gauge.builder("sluice.auth.hashes.waiting", gate, HashGate::waiting)
                .description("Password hashes that wait for their turn").register(meters);
    }

    /** Or of the container that it is. */
    private static long memoryOfTheMachine() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }

    /** How many passwords can be looked after at once, those that wait included. */
    public int places() {
        return gate.places();
    }

    /** For whoever is sent away before it is known whether they need a hash. */
    public HashingBusy sentAway() {
        return gate.sentAway();
    }

    /**
     * A turn of the caller's own, to be taken before anything is looked up for the password: for whoever
     * finds none nothing at all is done.
     *
     * @throws HashingBusy if too many are in progress
     */
    public Turn turn() {
        return new Turn();
    }

    /**
     * The hash to keep of a password, with its parameters and a salt of its own.
     *
     * @throws HashingBusy if too many are in progress
     */
    public String hash(Password password) {
        try (Turn turn = turn()) {
            return turn.hash(password);
        }
    }

    /**
     * Whether it is the password of that hash, where it is known whose it should be.
     *
     * @throws HashingBusy if too many are in progress
     */
    public boolean matches(Password password, String hash) {
        try (Turn turn = turn()) {
            return turn.matches(password, hash);
        }
    }

    /** One password can be hashed, or compared with its hash. */
    public final class Turn implements AutoCloseable {

        private final HashGate.Place place = gate.enter();

        private Turn() {
        }

        /**
         * The hash to keep of a password.
         *
         * @throws HashingBusy if the hash takes too long
         */
        public String hash(Password password) {
            return place.compute(current.kibibytes(), () -> encode(password));
        }

        /**
         * Whether it is the password of that hash. Without a hash the answer is no, at the same cost.
         *
         * @throws HashingBusy if the hash takes too long
         */
        public boolean matches(Password password, @Nullable String hash) {
            if (password.overlong() || !password.wellFormed()) {
                // Nobody has such a password, so that it costs nothing tells nothing about an address.
                return false;
            }
            HashRecipe recipe = hash == null ? current : HashRecipe.of(hash).orElse(current);
            return place.compute(recipe.kibibytes(), () -> {
                if (hash == null) {
                    encode(password);
                    return false;
                }
                return timed(() -> recipe instanceof HashRecipe.Bcrypt
                        ? bcrypt.matches(password.typed(), hash) : argon2.matches(password.text(), hash));
            });
        }

        @Override
        public void close() {
            place.close();
        }
    }

    /** Whether the hash is of another kind, or has other parameters, than one that is made now. */
    public boolean isOlder(String hash) {
        return !HashRecipe.of(hash).equals(Optional.of(current));
    }

    @Override
    public void close() {
        gate.close();
    }

    private String encode(Password password) {
        String hash = timed(() -> argon2.encode(password.text()));
        if (hash == null) {
            throw new IllegalStateException("The encoder made no hash");
        }
        return hash;
    }

    /** Around the hash itself and nothing else, so that the count is of hashes that were computed. */
    private <T extends @Nullable Object> T timed(Supplier<T> hashing) {
        return timer.record(hashing);
    }
}
