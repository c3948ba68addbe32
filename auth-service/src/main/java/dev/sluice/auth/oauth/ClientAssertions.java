package dev.sluice.auth.oauth;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Header;
import io.jsonwebtoken.JwsHeader;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.SignatureAlgorithm;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import dev.sluice.auth.client.Client;
import dev.sluice.auth.client.ClientKeys;
import dev.sluice.auth.client.Clients;
import dev.sluice.auth.client.StrictJson;
import dev.sluice.auth.token.Mint;
import dev.sluice.common.identity.CompactText;

/**
 * Believes what a client signed about itself (RFC 7523) once, for a short time, and by a key that it has
 * registered. Nothing in the assertion says where a key is to be found.
 */
@Component
class ClientAssertions {

    /** What is supported, and no other algorithm, whatever the assertion says. */
    static final List<SignatureAlgorithm> ALGORITHMS =
            List.of(Jwts.SIG.ES256, new Ed25519(), Jwts.SIG.EdDSA, Jwts.SIG.PS256, Jwts.SIG.RS256);

    private static final int HEADER = 0;
    private static final int CLAIMS = 1;
    private static final int LONGEST_ID = 255;
    private static final Duration LONGEST_LIFE = Duration.ofMinutes(5);
    private static final Duration SKEW = Duration.ofSeconds(30);
    private static final Set<String> DATES = Set.of("exp", "nbf", "iat");
    /** The end of the year 9999, in seconds. */
    private static final double LATEST_DATE = 253_402_300_799d;
    /** RFC 7515, and what the draft that renews RFC 7523 wants. */
    private static final Set<String> TYPES = Set.of("jwt", "client-authentication+jwt");
    /** A header that changes how the rest is to be read, which we do not do. */
    private static final Set<String> UNREADABLE = Set.of("crit", "b64", "zip");

    private final Clients clients;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final Set<String> audiences;

    ClientAssertions(Clients clients, Mint mint, JdbcClient jdbc, Clock clock) {
        this.clients = clients;
        this.jdbc = jdbc;
        this.clock = clock;
        this.audiences = Set.of(mint.issuer(), mint.issuer() + OAuth.TOKEN, mint.issuer() + OAuth.INTROSPECT,
                mint.issuer() + OAuth.REVOKE);
    }

    /**
     * The client that signed this.
     *
     * @param id that the client has said beside it, if it did
     */
    Client verify(String assertion, @Nullable String id) {
        String said = issuer(assertion).filter(issuer -> id == null || id.equals(issuer))
                .filter(issuer -> isPlain(assertion)).orElseThrow(OAuthRefusal::invalidClient);
        Client client = clients.find(said).orElseThrow(OAuthRefusal::invalidClient);
        ClientKeys keys = keys(client);
        Claims claims;
        try {
            claims = Jwts.parser().json(new StrictJson())
                    .sig().clear().add(ALGORITHMS).and()
                    .keyLocator(header -> key(header, keys))
                    .requireIssuer(said).requireSubject(said)
                    .clock(() -> Date.from(clock.instant())).clockSkewSeconds(SKEW.toSeconds())
                    .build().parseSignedClaims(assertion).getPayload();
        }
        catch (JwtException | IllegalArgumentException bad) {
            throw OAuthRefusal.invalidClient();
        }
        if (!isForUsNow(claims) || !spend(client.id(), claims)) {
            throw OAuthRefusal.invalidClient();
        }
        return client;
    }

    /** Whose keys may verify it; nothing else is believed before one of them has. */
    static Optional<String> issuer(String assertion) {
        return sent(assertion, CLAIMS).get("iss") instanceof String issuer
                ? Optional.of(issuer) : Optional.empty();
    }

    /** The parser takes texts for dates, of a large number what fits, and forgets headers without a value. */
    private static boolean isPlain(String assertion) {
        Map<String, ?> claims = sent(assertion, CLAIMS);
        return Collections.disjoint(sent(assertion, HEADER).keySet(), UNREADABLE)
                && DATES.stream().allMatch(date -> isDate(claims.get(date)));
    }

    /** A part as it was sent; nothing where there is no reading it. */
    private static Map<String, ?> sent(String assertion, int part) {
        if (!CompactText.isWellFormed(assertion)) {
            return Map.of();
        }
        try {
            byte[] json = Base64.getUrlDecoder().decode(assertion.split("\\.", -1)[part]);
            return new StrictJson().deserialize(new StringReader(new String(json, StandardCharsets.UTF_8)));
        }
        catch (JwtException unreadable) {
            return Map.of();
        }
    }

    private static boolean isDate(@Nullable Object claim) {
        return claim == null || (claim instanceof Number seconds && seconds.doubleValue() >= 0
                && seconds.doubleValue() <= LATEST_DATE);
    }

    private static ClientKeys keys(Client client) {
        ClientKeys keys = client.keys();
        if (keys == null) {
            throw OAuthRefusal.invalidClient();
        }
        return keys;
    }

    private static @Nullable Key key(Header header, ClientKeys keys) {
        String type = header.getType();
        boolean meant = type == null || TYPES.contains(type.toLowerCase(Locale.ROOT));
        return meant && header instanceof JwsHeader signed ? keys.find(signed.getKeyId()) : null;
    }

    private boolean isForUsNow(Claims claims) {
        Instant now = clock.instant();
        Date end = claims.getExpiration();
        Date begin = claims.getIssuedAt();
        return end != null && !end.toInstant().isAfter(now.plus(LONGEST_LIFE).plus(SKEW))
                && (begin == null || !begin.toInstant().isAfter(now.plus(SKEW)))
                && claims.getAudience() != null && claims.getAudience().size() == 1
                && audiences.containsAll(claims.getAudience());
    }

    /** Whether it had not been used before, at whichever instance. */
    private boolean spend(String client, Claims claims) {
        String id = claims.getId();
        if (id == null || id.isBlank() || id.length() > LONGEST_ID) {
            return false;
        }
        Instant end = claims.getExpiration().toInstant().plus(SKEW).plus(SKEW);
        return jdbc.sql("""
                insert into client_assertion (mark, ends_at) values (:mark, :ends) on conflict do nothing""")
                .param("mark", mark(client + " " + id))
                .param("ends", end.atOffset(ZoneOffset.UTC))
                .update() == 1;
    }

    private static String mark(String text) {
        try {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(MessageDigest
                    .getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        }
        catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }

    /** Forgets what has expired, and so proves nothing anyway. */
    @Scheduled(fixedDelayString = "${sluice.auth.client-clean-every:10m}")
    void clean() {
        jdbc.sql("delete from client_assertion where ends_at < :now")
                .param("now", clock.instant().atOffset(ZoneOffset.UTC)).update();
    }
}
