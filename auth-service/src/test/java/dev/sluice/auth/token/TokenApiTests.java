package dev.sluice.auth.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import io.jsonwebtoken.Jwts;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;

import dev.sluice.auth.AuthTest;
import dev.sluice.auth.People;
import dev.sluice.auth.key.KeyRing;
import dev.sluice.auth.key.SigningKey;
import dev.sluice.common.identity.Role;

import static org.assertj.core.api.Assertions.assertThat;

@AuthTest
class TokenApiTests {

    @Autowired RestTestClient http;
    @Autowired People people;
    @Autowired KeyRing ring;
    @Autowired TokenProperties configured;
    @Autowired Clock clock;
    @Autowired JdbcClient jdbc;

    private final Bearer administrator = new Bearer(UUID.randomUUID().toString(), "sluice", "x@example.org",
            "x@example.org", Set.of(Role.ADMIN), Set.of("sluice"), null, 0);

    @Test
    void onlyAFreshTokenOfOurOwnForOurselvesOpensADoor() {
        String email = people.signUp(http);
        Instant now = clock.instant();
        SigningKey own = ring.current();
        SigningKey foreign = new SigningKey(own.kid(), Jwts.SIG.ES256,
                Jwts.SIG.ES256.keyPair().build().getPrivate(), null);
        Map<String, String> refused = new LinkedHashMap<>();
        refused.put("expired", token(now.minus(Duration.ofHours(1)), configured.issuer(), "sluice", own));
        refused.put("for others", token(now, configured.issuer(), "elsewhere", own));
        refused.put("of others", token(now, "https://else.example", "sluice", own));
        refused.put("signed by others", token(now, configured.issuer(), "sluice", foreign));

        refused.forEach((why, token) -> {
            assertThat(list(token)).as(why).isEqualTo(401);
            http.put().uri("/admin/users/{email}/roles", email).headers(bearer -> bearer.setBearerAuth(token))
                    .body(Set.of("admin")).exchange().expectStatus().isUnauthorized()
                    .expectHeader().exists(HttpHeaders.WWW_AUTHENTICATE);
        });
        assertThat(list(token(now, configured.issuer(), "sluice", own))).isEqualTo(200);
        assertThat(jdbc.sql("""
                select role from account_role r join account a on a.id = r.account_id
                where a.email = ?""").param(email).query(String.class).list()).containsExactly("submitter");
    }

    private String token(Instant issuedAt, String issuer, String audience, SigningKey key) {
        return new AccessToken(administrator, issuer, audience, issuedAt, configured.life(), "jti")
                .signed(key);
    }

    private int list(String token) {
        return http.get().uri("/admin/users").headers(headers -> headers.setBearerAuth(token)).exchange()
                .expectBody().returnResult().getStatus().value();
    }
}
