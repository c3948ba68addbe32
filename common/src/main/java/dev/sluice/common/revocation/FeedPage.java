package dev.sluice.common.revocation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * One answer of the feed, as the claims of a signed JWT of type {@value #TYPE}.
 *
 * @param nonce of the question, so that no old answer passes for a new one
 * @param after the number that was asked for
 * @param head the number of the last revocation in it, or of the last there is: where the next answer goes on
 * @param more whether there are further ones already
 * @param held how long the question waited for its answer
 * @param age how old the issuer's knowledge was when it answered
 * @param revoked what is new since the number that was asked for
 */
public record FeedPage(String nonce, long after, long head, boolean more, Duration held, Duration age,
        List<Revocation> revoked) {

    /** The {@code typ} of the JWT, which keeps it from passing for an access token. */
    public static final String TYPE = "revocations+jwt";

    public FeedPage {
        if (held.isNegative() || age.isNegative()) {
            throw new IllegalArgumentException("An answer waited, and knows, for no less than no time");
        }
        revoked = List.copyOf(revoked);
    }

    /** The claims that say it, beside those of every JWT. */
    public Map<String, Object> claims() {
        List<List<Object>> rows = new ArrayList<>();
        for (Revocation revocation : revoked) {
            rows.add(List.of(revocation.mark().toString(), revocation.below(),
                    revocation.until().getEpochSecond()));
        }
        return Map.of("nonce", nonce, "after", after, "head", head, "more", more,
                "held_ms", held.toMillis(), "age_ms", age.toMillis(), "revoked", rows);
    }

    /**
     * The answer that these claims say.
     *
     * @throws IllegalArgumentException if these are not the claims of such an answer
     */
    public static FeedPage of(Map<String, ?> claims) {
        List<Revocation> revoked = new ArrayList<>();
        for (Object row : is(List.class, claims.get("revoked"))) {
            revoked.add(revocation(is(List.class, row)));
        }
        return new FeedPage(is(String.class, claims.get("nonce")), number(claims.get("after")),
                number(claims.get("head")), is(Boolean.class, claims.get("more")),
                Duration.ofMillis(number(claims.get("held_ms"))),
                Duration.ofMillis(number(claims.get("age_ms"))), revoked);
    }

    private static Revocation revocation(List<?> row) {
        if (row.size() < 3) {
            throw new IllegalArgumentException("A revocation has three fields");
        }
        return new Revocation(Mark.parse(is(String.class, row.get(0))), number(row.get(1)),
                Instant.ofEpochSecond(number(row.get(2))));
    }

    private static long number(@Nullable Object claim) {
        return is(Number.class, claim).longValue();
    }

    private static <T> T is(Class<T> type, @Nullable Object claim) {
        if (!type.isInstance(claim)) {
            throw new IllegalArgumentException("Not an answer of the revocation feed");
        }
        return type.cast(claim);
    }
}
