package dev.sluice.auth.token;

import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.jsonwebtoken.Jwts;
import org.junit.jupiter.api.Test;

import dev.sluice.auth.key.SigningKey;
import dev.sluice.common.identity.Role;

import static org.assertj.core.api.Assertions.assertThat;

class AccessTokenTests {

    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    private static final UUID SESSION = UUID.fromString("3b0ff3f2-51f0-4b6e-9f5a-5d0fb3a0c9b1");

    private final KeyPair pair = Jwts.SIG.ES256.keyPair().build();
    private final SigningKey key = new SigningKey("kid-1", Jwts.SIG.ES256, pair.getPrivate(), null);

    @Test
    void aPersonsTokenHasTheClaimsOfRfc9068() throws Exception {
        SignedJWT jwt = signed(new Bearer("7f0c", "sluice", "ann@example.org", "ann@example.org",
                Set.of(Role.STEWARD, Role.REVIEWER), Set.of("sluice"), SESSION, 3));

        assertThat(jwt.getHeader().toJSONObject())
                .containsOnly(entry("typ", "at+jwt"), entry("alg", "ES256"), entry("kid", "kid-1"));
        JWTClaimsSet claims = jwt.getJWTClaimsSet();
        assertThat(claims.toJSONObject()).containsOnlyKeys("iss", "aud", "sub", "client_id", "name", "email",
                "roles", "scope", "sid", "epoch", "iat", "exp", "jti");
        assertThat(claims.getIssuer()).isEqualTo("https://auth.example");
        assertThat(claims.getAudience()).containsExactly("sluice");
        assertThat(claims.getSubject()).isEqualTo("7f0c");
        assertThat(claims.getStringClaim("client_id")).isEqualTo("sluice");
        assertThat(claims.getStringClaim("name")).isEqualTo("ann@example.org");
        assertThat(claims.getStringClaim("email")).isEqualTo("ann@example.org");
        assertThat(claims.getStringListClaim("roles")).isEqualTo(List.of("reviewer", "steward"));
        assertThat(claims.getStringClaim("scope")).isEqualTo("sluice");
        assertThat(claims.getStringClaim("sid")).isEqualTo(SESSION.toString());
        assertThat(claims.getLongClaim("epoch")).isEqualTo(3);
        assertThat(claims.getIssueTime()).isEqualTo(Date.from(NOW));
        assertThat(claims.getExpirationTime()).isEqualTo(Date.from(NOW.plus(Duration.ofMinutes(24))));
        assertThat(claims.getJWTID()).isEqualTo("jti-1");
    }

    @Test
    void aServicesTokenHasScopesAndNoRoles() throws Exception {
        JWTClaimsSet claims = signed(Bearer.service("demo",
                Set.of("flags:evaluate", "documents:read"), 0)).getJWTClaimsSet();

        assertThat(claims.getSubject()).isEqualTo("demo");
        assertThat(claims.getStringListClaim("roles")).isEmpty();
        assertThat(claims.getStringClaim("scope")).isEqualTo("documents:read flags:evaluate");
        assertThat(claims.getClaims()).doesNotContainKeys("email", "sid", "epoch");
    }

    @Test
    void aTokenInALogLineIsNotTheToken() {
        assertThat(new IssuedToken("eyJhbGci", "Bearer", 1440, "sluice", "eyJ")).asString()
                .doesNotContain("eyJ");
        assertThat(key).asString().isEqualTo("SigningKey[kid-1]");
    }

    private SignedJWT signed(Bearer bearer) throws Exception {
        SignedJWT jwt = SignedJWT.parse(new AccessToken(bearer, "https://auth.example", "sluice", NOW,
                Duration.ofMinutes(24), "jti-1").signed(key));
        assertThat(jwt.verify(new ECDSAVerifier((ECPublicKey) pair.getPublic()))).isTrue();
        return jwt;
    }

    private static Map.Entry<String, Object> entry(String name, Object value) {
        return Map.entry(name, value);
    }
}
