package dev.sluice.bench;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

import dev.sluice.common.identity.ResourceServer;
import dev.sluice.common.revocation.Mark;
import dev.sluice.common.revocation.Revocation;
import dev.sluice.common.revocation.Revocations;

/** A token of the running service, verified as another service does it, and what that is made of. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Verifications {

    private static final int REVOKED = 1_000;

    /** Where its keys are published. */
    @Param("")
    public String issuer = "";
    /** An access token. */
    @Param("")
    public String token = "";

    private final Revocations revocations = new Revocations(Clock.systemUTC());
    private JwtDecoder verifying = text -> {
        throw new IllegalStateException("Not set up");
    };
    private JwtDecoder remembering = verifying;

    /** Others' tokens were revoked, so that each look-up is one. */
    @Setup
    public void see() {
        Instant until = Instant.now().plus(1, ChronoUnit.HOURS);
        revocations.add(IntStream.range(0, REVOKED).mapToObj(
                i -> new Revocation(Mark.ofToken("another " + i), Revocation.ALL, until)).toList());
        verifying = new ResourceServer(issuer).verifying();
        verifying.decode(token);
        remembering = new ResourceServer(issuer).remembering(revocations);
        remembering.decode(token);
    }

    /** Of a token seen before. */
    @Benchmark
    public Jwt seenBefore() {
        return remembering.decode(token);
    }

    /** With the key at hand. */
    @Benchmark
    public Jwt signature() {
        return verifying.decode(token);
    }

    /** By a service that has just started, and fetches the keys. */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    public Jwt veryFirst() {
        return new ResourceServer(issuer).remembering(revocations).decode(token);
    }

    /** What a look-up by the whole token takes at least. */
    @Benchmark
    public byte[] sha256() throws NoSuchAlgorithmException {
        return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    }
}
