package dev.sluice.auth.evidence;

import java.io.OutputStream;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.io.AbstractSerializer;
import io.jsonwebtoken.security.Jwks;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.auth.audit.Head;

/** A key that signs heads as the service does. */
final class TestKey {

    private final KeyPair pair = Jwts.SIG.ES256.keyPair().build();
    private final String kid;

    TestKey(String kid) {
        this.kid = kid;
    }

    String sign(Head head) {
        return Jwts.builder().json(new Json()).header().type(Checkpoint.TYPE).keyId(kid).and()
                .issuedAt(Date.from(Instant.parse("2026-03-01T08:00:00Z"))).claims(Checkpoint.claims(head))
                .signWith(pair.getPrivate(), Jwts.SIG.ES256).compact();
    }

    /** A head that nobody signed, at a time that need not be one. */
    static String unsigned(Head head, long at) {
        Map<String, Object> claims = new HashMap<>(Checkpoint.claims(head));
        claims.put("iat", at);
        return part(Map.of("typ", Checkpoint.TYPE)) + "." + part(claims) + ".x";
    }

    private static String part(Map<String, ?> said) {
        return Base64.getUrlEncoder().withoutPadding()
                .encodeToString(JsonMapper.shared().writeValueAsBytes(said));
    }

    String jwks() {
        var key = Jwks.builder().key((ECPublicKey) pair.getPublic()).id(kid).build();
        return JsonMapper.shared().writeValueAsString(Map.of("keys", List.of(key)));
    }

    private static final class Json extends AbstractSerializer<Map<String, ?>> {

        @Override
        protected void doSerialize(Map<String, ?> claims, OutputStream out) {
            JsonMapper.shared().writeValue(out, claims);
        }
    }
}
