package dev.sluice.auth.administration;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

import dev.sluice.auth.AuthTest;
import dev.sluice.auth.People;
import dev.sluice.auth.TestAudit;
import dev.sluice.auth.audit.AuditTrail;
import dev.sluice.auth.key.KeyRing;
import dev.sluice.auth.revocation.RevocationLedger;
import dev.sluice.common.identity.Actor;
import dev.sluice.common.identity.Role;

import static org.assertj.core.api.Assertions.assertThat;

@AuthTest
class KeyAdministrationApiTests {

    @Autowired RestTestClient http;
    @Autowired People people;
    @Autowired JdbcClient jdbc;
    @Autowired AutowireCapableBeanFactory beans;
    @Autowired RevocationLedger revocations;
    @Autowired AuditTrail audit;
    @Autowired TransactionTemplate transaction;

    @Test
    void tokensOutliveARotationAndNoWithdrawal() throws Exception {
        String email = people.signUp(http);
        String old = people.signIn(http, email);
        jdbc.sql("update signing_key set announced_at = announced_at - interval '1 hour'").update();
        http.post().uri("/admin/keys?at_once=true").headers(bearer(people.administrator(http))).exchange()
                .expectStatus().isAccepted();
        String fresh = people.signIn(http, email);
        assertThat(kid(fresh)).isNotEqualTo(kid(old));
        me(old, 200);
        me(fresh, 200);
        assertThat(states()).contains(kid(old) + " verifying", kid(fresh) + " signing");

        withdraw(people.administrator(http), kid(old), 204);
        me(old, 401);
        me(fresh, 200);
        withdraw(people.administrator(http), kid(old), 404);
        assertThat(states()).contains(kid(old) + " withdrawn", kid(fresh) + " signing");
        TestAudit audit = new TestAudit(jdbc);
        Object by = audit.saying("key.withdrawn", kid(old), 1).getFirst().get("actor");
        assertThat(audit.about(by, 1)).isNotEmpty();
        assertThat(audit.saying("key.advanced", kid(fresh), 1)).hasSize(1).first().extracting("actor")
                .isEqualTo(by);
        assertThat(http.get().uri("/.well-known/jwks.json").exchange().expectBody(String.class).returnResult()
                .getResponseBody()).contains(kid(fresh)).doesNotContain(kid(old));

        withdraw(people.administrator(http), kid(fresh), 204);
        String next = people.signIn(http, email);
        assertThat(kid(next)).isNotEqualTo(kid(fresh));
        me(fresh, 401);
        me(next, 200);
    }

    @Test
    void whoeverRotatesIsShownTheKeyThatIsNextAsItIsListed() {
        JsonNode next = People.answer(http.post().uri("/admin/keys")
                .headers(bearer(people.administrator(http))).exchange().expectStatus().isAccepted());
        assertThat(keys()).contains(next);
        assertThat(Instant.parse(next.get("signs_from").asString())).isAfter(Instant.now());
    }

    /** A ring beside the running one, which no job tells to look again. */
    @Test
    void whoeverHasWithdrawnAKeyGetsNoTokenOfItFromThere() {
        KeyRing ring = (KeyRing) beans.autowire(KeyRing.class,
                AutowireCapableBeanFactory.AUTOWIRE_CONSTRUCTOR, false);
        var keys = new KeyAdministrationController(new KeyRotation(ring, revocations, audit));
        String kid = ring.current().kid();
        Actor administrator = new Actor(UUID.randomUUID().toString(), "Ann", Set.of(Role.ADMIN), Set.of());
        transaction.executeWithoutResult(status -> keys.withdraw(kid, administrator));
        // Or the next test might get a token of that key.
        beans.getBean(KeyRing.class).refresh();
        assertThat(ring.current().kid()).isNotEqualTo(kid);
    }

    @Test
    void nobodyElseTouchesAKey() throws Exception {
        String token = people.signIn(http, people.signUp(http));
        http.post().uri("/admin/keys").headers(bearer(token)).exchange().expectStatus().isForbidden();
        http.get().uri("/admin/keys").headers(bearer(token)).exchange().expectStatus().isForbidden();
        withdraw(token, kid(token), 403);
        http.post().uri("/admin/keys").exchange().expectStatus().isUnauthorized();
        me(token, 200);
    }

    private List<String> states() {
        return keys().stream().map(key -> key.get("kid").asString() + " " + key.get("state").asString())
                .toList();
    }

    private List<JsonNode> keys() {
        return People.answer(http.get().uri("/admin/keys").headers(bearer(people.administrator(http)))
                .exchange().expectStatus().isOk()).get("items").valueStream().toList();
    }

    private void withdraw(String token, String kid, int status) {
        http.delete().uri("/admin/keys/{kid}", kid).headers(bearer(token)).exchange()
                .expectStatus().isEqualTo(status);
    }

    private void me(String token, int status) {
        http.get().uri("/auth/me").headers(bearer(token)).exchange().expectStatus().isEqualTo(status);
    }

    private static Consumer<HttpHeaders> bearer(String token) {
        return headers -> headers.setBearerAuth(token);
    }

    private static String kid(String token) throws Exception {
        return SignedJWT.parse(token).getHeader().getKeyID();
    }
}
