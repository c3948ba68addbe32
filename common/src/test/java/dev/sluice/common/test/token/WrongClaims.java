package dev.sluice.common.test.token;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Well signed tokens that say what is not right, or in a shape that it does not have. */
public final class WrongClaims {

    private static final long TWO_DAYS = Duration.ofDays(2).toSeconds();

    private final List<Hostile> all = new ArrayList<>();
    private final TokenForge forge;

    private WrongClaims(TokenForge forge) {
        this.forge = forge;
    }

    /**
     * Whoever made the token and whoever it is for, and when.
     *
     * @param skew that clocks may be apart
     */
    public static List<Hostile> of(TokenForge forge, Instant now, Duration skew) {
        WrongClaims wrong = new WrongClaims(forge);
        wrong.parties();
        wrong.times(now.getEpochSecond(), skew.toSeconds());
        return List.copyOf(wrong.all);
    }

    /** For a verifier that wants the type of access tokens. */
    public static List<Hostile> types(TokenForge forge) {
        List<Hostile> types = new ArrayList<>();
        for (Object type : Arrays.asList("JWT", "jwt", "", " ", "at+jwt ", "at", "id_token+jwt", "logout+jwt",
                "revocations+jwt", "client-authentication+jwt", "application/at+jwt;v=1", 1, true, null,
                List.of("at+jwt"), Map.of("at+jwt", 1))) {
            types.add(new Hostile("typ " + type, forge.withHeader("typ", type)));
        }
        types.add(new Hostile("no typ", forge.withoutHeader("typ")));
        return List.copyOf(types);
    }

    private void claim(String name, Object... values) {
        all.add(new Hostile("no " + name, forge.withoutClaim(name)));
        change(name, null, true, List.of(1), Map.of("a", 1));
        change(name, values);
    }

    private void change(String name, Object... values) {
        for (Object value : values) {
            all.add(new Hostile(name + " " + value, forge.withClaim(name, value)));
        }
    }

    private void parties() {
        Object issuer = forge.claim("iss");
        claim("iss", "", " ", issuer + "/", issuer + " ", "x" + issuer, "https://else.example", 1,
                List.of(issuer), List.of());
        claim("aud", "", " ", "elsewhere", "sluice ", "SLUICE", "sluice,else", 1, List.of(),
                List.of("elsewhere", "else"), List.of(List.of("sluice")));
        claim("sub", "", " ", List.of(forge.claim("sub")));
    }

    /** All of them in seconds, as a token has them. */
    private void times(long now, long skew) {
        BigInteger endless = BigInteger.TEN.pow(400);
        claim("exp", strange(now));
        all.add(new Hostile("expired", forge.sign(forge.header(), forge.claims(claims -> {
            claims.put("iat", now - 7200);
            claims.put("exp", now - skew - 1);
        }))));
        change("exp", 0, -1, Long.MIN_VALUE, now - skew - 1,
                BigDecimal.valueOf((now - skew - 1) * 10 + 4, 1));
        // Too far away, and what it is to whoever takes it for milliseconds, or for less than it is.
        change("exp", now + TWO_DAYS, now * 1000, 1e20, Long.MAX_VALUE, BigInteger.TWO.pow(64), endless);
        for (String name : List.of("nbf", "iat")) {
            change(name, strange(now));
            change(name, now + skew + 60, now * 1000, 1e20, Long.MAX_VALUE, BigInteger.TWO.pow(64), endless);
        }
    }

    private static Object[] strange(long now) {
        return new Object[] {"", "x", String.valueOf(now + 20), Instant.ofEpochSecond(now + 20).toString(),
            true, List.of(now + 20), Map.of("a", now + 20)};
    }
}
