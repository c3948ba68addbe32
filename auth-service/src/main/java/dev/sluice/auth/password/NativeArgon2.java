package dev.sluice.auth.password;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

import de.mkammerer.argon2.Argon2;
import de.mkammerer.argon2.Argon2Factory;
import de.mkammerer.argon2.Argon2Factory.Argon2Types;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.crypto.password.AbstractValidatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Argon2id by the reference implementation in C. Its hashes look like those of Spring's encoder, which is
 * written in Java: the string of the password hashing competition.
 */
final class NativeArgon2 extends AbstractValidatingPasswordEncoder {

    private static final Logger log = LoggerFactory.getLogger(NativeArgon2.class);

    private final Argon2 library;
    private final int kibibytes;
    private final int iterations;
    private final int parallelism;

    private NativeArgon2(Argon2 library, PasswordProperties properties) {
        this.library = library;
        this.kibibytes = properties.kibibytes();
        this.iterations = properties.iterations();
        this.parallelism = properties.parallelism();
    }

    /** Nothing where there is no such library for the platform, or where it cannot be unpacked and loaded. */
    static Optional<PasswordEncoder> find(int saltBytes, int hashBytes, PasswordProperties properties) {
        try {
            NativeArgon2 found = new NativeArgon2(
                    Argon2Factory.create(Argon2Types.ARGON2id, saltBytes, hashBytes), properties);
            // The library is loaded by the first hash.
            found.encode("");
            return Optional.of(found);
        }
        catch (LinkageError missing) {
            log.warn("Passwords are hashed in Java, which takes longer: {}", missing.toString());
            return Optional.empty();
        }
    }

    @Override
    protected String encodeNonNullPassword(String password) {
        byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
        try {
            return library.hash(iterations, kibibytes, parallelism, bytes);
        }
        finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    @Override
    protected boolean matchesNonNull(String password, String hash) {
        byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
        try {
            return library.verify(hash, bytes);
        }
        finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }
}
