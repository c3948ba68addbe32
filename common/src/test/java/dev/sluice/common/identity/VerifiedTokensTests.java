package dev.sluice.common.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;

import dev.sluice.common.revocation.Mark;
import dev.sluice.common.revocation.Revocation;
import dev.sluice.common.revocation.Revocations;
import dev.sluice.common.test.SettableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class VerifiedTokensTests {

    private static final Duration LIFE = Duration.ofMinutes(24);
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final SettableClock clock = new SettableClock();
    private Instant end = clock.instant().plus(LIFE);
    private final Revocations revocations = new Revocations(clock);
    private final AtomicInteger verified = new AtomicInteger();
    private final VerifiedTokens tokens = new VerifiedTokens(this::verify, revocations, clock, SKEW,
            100, Duration.ofHours(1));

    private Jwt verify(String token) {
        verified.incrementAndGet();
        if (token.startsWith("bad") || !clock.instant().isBefore(end)) {
            throw new BadJwtException("Refused");
        }
        return Jwt.withTokenValue(token).header("kid", "k1").jti(token).subject("ann").expiresAt(end)
                .claim("sid", "s1").claim("epoch", 3L).build();
    }

    @Test
    void aTokenIsVerifiedOnce() {
        assertThat(tokens.decode("a")).isSameAs(tokens.decode("a"));
        tokens.decode("b");
        assertThat(verified).hasValue(2);
    }

    @Test
    void aBadTokenIsNotRemembered() {
        for (int attempt = 1; attempt <= 2; attempt++) {
            assertThatThrownBy(() -> tokens.decode("bad")).isInstanceOf(BadJwtException.class);
            assertThat(verified).hasValue(attempt);
        }
    }

    @Test
    void noTokenIsRememberedBeyondItsExpiry() {
        tokens.decode("a");
        clock.advance(LIFE.minusMillis(1));
        tokens.decode("a");
        assertThat(verified).hasValue(1);
        clock.advance(Duration.ofMillis(1));
        assertThatThrownBy(() -> tokens.decode("a")).isInstanceOf(BadJwtException.class);
    }

    @Test
    void aTokenThatLivesLongerThanRevocationsAreKeptIsRefused() {
        end = clock.instant().plus(Duration.ofDays(1)).plus(SKEW);
        assertThat(tokens.decode("a").getExpiresAt()).as("new, by a clock that is ahead").isEqualTo(end);
        end = end.plusMillis(1);
        assertThatThrownBy(() -> tokens.decode("b")).isInstanceOf(BadJwtException.class);
    }

    @Test
    void aRevocationHoldsForRememberedAndForNewTokens() {
        tokens.decode("a");
        revocations.add(List.of(new Revocation(Mark.ofSubject("ann"), 4, end)));
        for (String token : List.of("a", "b")) {
            assertThatThrownBy(() -> tokens.decode(token)).isInstanceOf(BadJwtException.class)
                    .hasMessageContaining("revoked");
        }
    }
}
