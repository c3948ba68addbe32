package dev.sluice.auth.evidence;

import java.security.Key;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Jwk;
import io.jsonwebtoken.security.Jwks;
import io.jsonwebtoken.security.PublicJwk;
import io.jsonwebtoken.security.SecureDigestAlgorithm;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.auth.client.StrictJson;
import dev.sluice.auth.key.KeyRing;
import dev.sluice.auth.key.SigningKey;

/** What signed heads are verified with: public keys that an auditor has kept, or the service's own. */
final class TrustedKeys {

    private final Map<String, Key> keys = new HashMap<>();
    private final Set<SecureDigestAlgorithm<?, ?>> algorithms =
            new HashSet<>(List.of(Jwts.SIG.ES256, Jwts.SIG.RS256, Jwts.SIG.EdDSA));

    /** @throws IllegalArgumentException if it is no JSON Web Key Set of public keys, or has none */
    TrustedKeys(String jwks) {
        add(jwks);
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("There are no keys in it: where HS256 signs, nobody but the "
                    + "service can tell who signed");
        }
    }

    /** Those of the service itself. */
    TrustedKeys(KeyRing ring) {
        add(ring.own().toString(true));
        if (ring.isShared()) {
            SigningKey shared = ring.current();
            keys.put(shared.kid(), shared.key());
            algorithms.add(shared.algorithm());
        }
    }

    private void add(String jwks) {
        try {
            if (JsonMapper.shared().readTree(jwks).path("keys").isEmpty()) {
                return;
            }
            for (Jwk<?> key : Jwks.setParser().json(new StrictJson()).build().parse(jwks).getKeys()) {
                if (!(key instanceof PublicJwk<?>) || key.getId() == null) {
                    throw new IllegalArgumentException("Only public keys with a kid verify");
                }
                keys.put(key.getId(), key.toKey());
            }
        }
        catch (JwtException | JacksonException unreadable) {
            throw new IllegalArgumentException("This is no JSON Web Key Set", unreadable);
        }
    }

    /** Whether one of them signed it. */
    boolean signed(String checkpoint) {
        try {
            Jwts.parser().json(new StrictJson()).sig().clear().add(algorithms).and()
                    .keyLocator(header -> keys.get(String.valueOf(header.get("kid"))))
                    .build().parseSignedClaims(checkpoint);
            return true;
        }
        catch (JwtException | IllegalArgumentException bad) {
            return false;
        }
    }
}
