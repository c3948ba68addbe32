package dev.sluice.common.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

import dev.sluice.common.revocation.Revocations;
import dev.sluice.common.revocation.TokenMarks;

/**
 * Verifies a token once and remembers it by its SHA-256, so that the next request with it costs a look-up. It
 * is never remembered beyond its expiry, and whether it was revoked is asked each time.
 */
final class VerifiedTokens implements JwtDecoder {

    /** How long a token lives at most, by the clock of who made it. */
    private static final Duration ISSUERS_LIMIT = Duration.ofDays(1);

    private final JwtDecoder decoder;
    private final Revocations revocations;
    private final Clock clock;
    private final Duration longestLife;
    private final Cache<Digest, Verified> verified;

    /**
     * Remembers some tokens for some time.
     *
     * @param skew how far the issuer's clock may be ahead, and with it the end of a token
     * @param most how many; each takes about two kilobytes
     * @param longest after which a token is verified again, by the keys that are published then
     */
    VerifiedTokens(JwtDecoder decoder, Revocations revocations, Clock clock, Duration skew,
            long most, Duration longest) {
        this.decoder = decoder;
        this.revocations = revocations;
        this.clock = clock;
        this.longestLife = ISSUERS_LIMIT.plus(skew);
        this.verified = Caffeine.newBuilder().maximumSize(most).expireAfterWrite(longest).build();
    }

    @Override
    public Jwt decode(String token) {
        Digest digest = Digest.of(token);
        Verified known = verified.getIfPresent(digest);
        if (known != null && !clock.instant().isBefore(known.expiresAt)) {
            verified.invalidate(digest);
            known = null;
        }
        if (known == null) {
            known = Verified.of(decoder.decode(token));
            if (known.expiresAt.isAfter(clock.instant().plus(longestLife))) {
                throw new BadJwtException("The token would outlive what is remembered of revocations");
            }
            verified.put(digest, known);
        }
        if (revocations.cover(known.marks)) {
            throw new BadJwtException("The token was revoked");
        }
        return known.token;
    }

    private record Verified(Jwt token, TokenMarks marks, Instant expiresAt) {

        static Verified of(Jwt token) {
            Instant expiresAt = token.getExpiresAt();
            if (expiresAt == null) {
                throw new BadJwtException("The token has no end");
            }
            Object kid = token.getHeaders().get("kid");
            Object epoch = token.getClaims().get("epoch");
            return new Verified(token, TokenMarks.of(token.getId(), text(token.getClaims().get("sid")),
                    token.getSubject(), text(kid), epoch instanceof Number number ? number.longValue() : 0),
                    expiresAt);
        }

        private static @Nullable String text(@Nullable Object claim) {
            return claim instanceof String text ? text : null;
        }
    }

    /** A SHA-256 as the key of a map. */
    private record Digest(long a, long b, long c, long d) {

        static Digest of(String token) {
            try {
                ByteBuffer bytes = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256")
                        .digest(token.getBytes(StandardCharsets.UTF_8)));
                return new Digest(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
            }
            catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException("Every JDK has SHA-256", impossible);
            }
        }
    }
}
