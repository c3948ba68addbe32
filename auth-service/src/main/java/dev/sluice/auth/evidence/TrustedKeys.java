package dev.sluice.auth.evidence;

import java.security.Key;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Jwk;
import io.jsonwebtoken.security.Jwks;
import io.jsonwebtoken.security.PublicJwk;
import io.jsonwebtoken.security.SignatureAlgorithm;

import dev.sluice.auth.client.StrictJson;

/** The public keys that whoever checks the trail has kept. */
final class TrustedKeys {

    private static final List<SignatureAlgorithm> ALGORITHMS =
            List.of(Jwts.SIG.ES256, Jwts.SIG.RS256, Jwts.SIG.EdDSA);

    private final Map<String, Key> keys = new HashMap<>();

    /** @throws IllegalArgumentException if it is no JSON Web Key Set of public keys */
    TrustedKeys(String jwks) {
        try {
            for (Jwk<?> key : Jwks.setParser().json(new StrictJson()).build().parse(jwks).getKeys()) {
                if (!(key instanceof PublicJwk<?>) || key.getId() == null) {
                    throw new IllegalArgumentException("Only public keys with a kid verify");
                }
                keys.put(key.getId(), key.toKey());
            }
        }
        catch (JwtException unreadable) {
            throw new IllegalArgumentException("This is no JSON Web Key Set", unreadable);
        }
    }

    /** Whether one of them signed it. */
    boolean signed(String checkpoint) {
        try {
            Jwts.parser().json(new StrictJson()).sig().clear().add(ALGORITHMS).and()
                    .keyLocator(header -> keys.get(String.valueOf(header.get("kid"))))
                    .build().parseSignedClaims(checkpoint);
            return true;
        }
        catch (JwtException | IllegalArgumentException bad) {
            return false;
        }
    }
}
