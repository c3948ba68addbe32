package dev.sluice.bench;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import de.mkammerer.argon2.Argon2;
import de.mkammerer.argon2.Argon2Factory;
import de.mkammerer.argon2.Argon2Factory.Argon2Types;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/** One comparison of a password with a hash that the service made, which says its parameters. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Hashes {

    /** As the service keeps it. */
    @Param("")
    public String hash = "";
    /** What it was made of. */
    @Param("")
    public String password = "";

    private final Argon2 library = Argon2Factory.create(Argon2Types.ARGON2id);
    private final Argon2PasswordEncoder java = Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();

    /** By the reference implementation in C. */
    @Benchmark
    public boolean inC() {
        return library.verify(hash, password.getBytes(StandardCharsets.UTF_8));
    }

    /** By Bouncy Castle. */
    @Benchmark
    public boolean inJava() {
        return java.matches(password, hash);
    }
}
