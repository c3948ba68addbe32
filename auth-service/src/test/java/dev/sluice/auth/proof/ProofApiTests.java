package dev.sluice.auth.proof;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.auth.AuthTest;
import dev.sluice.auth.People;
import dev.sluice.auth.key.Vault;
import dev.sluice.auth.password.Password;
import dev.sluice.auth.redis.Redis;
import dev.sluice.common.revocation.Revocations;
import dev.sluice.common.test.SettableClock;

import static org.assertj.core.api.Assertions.assertThat;

/** Sign-ins of somebody who signed in before, at the running service. */
@AuthTest
class ProofApiTests {

    private static final String OTHER_PASSWORD = "gentle river stones";

    @Autowired RestTestClient http;
    @Autowired People people;
    @Autowired MeterRegistry meters;
    @Autowired Redis redis;
    @Autowired Vault vault;
    @Autowired Proofs proofs;
    @Autowired GuessingProperties guessing;
    @Autowired Revocations revocations;
    @Autowired JsonMapper json;
    @Autowired Clock clock;

    @Test
    void aRepeatedSignInCostsNoQueryAndNoHashAndBeginsASessionOfItsOwn() throws Exception {
        String email = people.signUp(http);
        double atFirst = queries();
        JsonNode first = People.answer(attempt(email, People.PASSWORD).expectStatus().isOk());
        assertThat(queries()).isGreaterThan(atFirst);

        double queries = queries();
        double hashes = hashes();
        double cached = cached();
        JsonNode second = People.answer(attempt(" " + email.toUpperCase(Locale.ROOT) + " ",
                People.PASSWORD).expectStatus().isOk());
        assertThat(queries()).isEqualTo(queries);
        assertThat(hashes()).isEqualTo(hashes);
        assertThat(cached()).isEqualTo(cached + 1);

        JWTClaimsSet old = claims(first);
        JWTClaimsSet fresh = claims(second);
        assertThat(fresh.getSubject()).isEqualTo(old.getSubject());
        assertThat(fresh.getClaim("roles")).isEqualTo(old.getClaim("roles"));
        assertThat(fresh.getJWTID()).isNotEqualTo(old.getJWTID());
        assertThat(fresh.getClaim("sid")).isNotEqualTo(old.getClaim("sid"));
        assertThat(me(second)).isEqualTo(200);

        // The sessions know nothing of each other: one ends, and the other goes on.
        post("/auth/signout", Map.of("refresh_token", first.get("refresh_token").asString()))
                .expectStatus().isNoContent();
        assertThat(me(first)).isEqualTo(401);
        JsonNode refreshed = People.answer(post("/auth/refresh",
                Map.of("refresh_token", second.get("refresh_token").asString())).expectStatus().isOk());
        assertThat(me(refreshed)).isEqualTo(200);
    }

    @Test
    void aWrongPasswordCostsItsHashWhateverIsRemembered() {
        String email = signedIn();
        double hashes = hashes();
        attempt(email, OTHER_PASSWORD).expectStatus().isUnauthorized();
        assertThat(hashes()).isEqualTo(hashes + 1);
        assertThat(held(email)).isPresent();
    }

    @Test
    void whatRedisHoldsSaysNothingToAStranger() {
        String email = signedIn();
        String held = new String(held(email).orElseThrow(), StandardCharsets.ISO_8859_1);
        String key = new String(proofs.key(email), StandardCharsets.ISO_8859_1);
        assertThat(key + held).doesNotContain(email, People.PASSWORD, "submitter", "SUBMITTER");
        assertThat(redis.ask(proofs.key(email), commands -> commands.pttl(proofs.key(email))).orElseThrow())
                .isBetween(1L, Duration.ofMinutes(24).toMillis());
    }

    @Test
    void aProofUnderAnotherAddressIsNone() {
        String ann = signedIn();
        String email = People.newAddress();
        http.post().uri("/auth/signup").body(Map.of("first_name", "Bob", "last_name", "Lee", "email", email,
                "password", OTHER_PASSWORD)).exchange().expectStatus().isCreated();
        put(email, held(ann).orElseThrow());
        attempt(email, People.PASSWORD).expectStatus().isUnauthorized();
    }

    @Test
    void aChangedPasswordEndsTheProofAtOnceAndAlsoOneThatComesBack() {
        String email = signedIn();
        byte[] old = held(email).orElseThrow();
        String token = people.signIn(http, email);
        http.post().uri("/auth/password").headers(headers -> headers.setBearerAuth(token))
                .body(Map.of("current_password", People.PASSWORD, "new_password", OTHER_PASSWORD)).exchange()
                .expectStatus().isOk();
        assertThat(held(email)).isEmpty();

        put(email, old);
        attempt(email, People.PASSWORD).expectStatus().isUnauthorized();
        attempt(email, OTHER_PASSWORD).expectStatus().isOk();
    }

    @Test
    void aLockEndsTheProofAtOnceAndAlsoOneThatComesBack() {
        String email = signedIn();
        byte[] old = held(email).orElseThrow();
        String administrator = people.administrator(http);
        http.put().uri("/admin/users/{email}/lock", email)
                .headers(headers -> headers.setBearerAuth(administrator)).exchange().expectStatus().isOk();
        assertThat(held(email)).isEmpty();

        put(email, old);
        attempt(email, People.PASSWORD).expectStatus().isUnauthorized();
        http.delete().uri("/admin/users/{email}/lock", email)
                .headers(headers -> headers.setBearerAuth(administrator)).exchange().expectStatus().isOk();
        double hashes = hashes();
        attempt(email, People.PASSWORD).expectStatus().isOk();
        assertThat(hashes()).isEqualTo(hashes + 1);
    }

    @Test
    void otherRolesEndTheProofAtOnceAndAlsoOneThatComesBack() throws Exception {
        String email = signedIn();
        byte[] old = held(email).orElseThrow();
        http.put().uri("/admin/users/{email}/roles", email)
                .headers(headers -> headers.setBearerAuth(people.administrator(http)))
                .body(List.of("reviewer")).exchange().expectStatus().isOk();
        assertThat(held(email)).isEmpty();

        put(email, old);
        JsonNode answer = People.answer(attempt(email, People.PASSWORD).expectStatus().isOk());
        assertThat(claims(answer).getStringListClaim("roles")).containsExactly("reviewer");
    }

    @Test
    void whoDoesNotKnowWhatWasRevokedRemembersNoProof() {
        String email = signedIn();
        assertThat(proofs(revocations, clock).recall(right(email))).isInstanceOf(Recalled.Proven.class);
        assertThat(proofs(new Revocations(clock), clock).recall(right(email)))
                .isInstanceOf(Recalled.Unproven.class);
    }

    @Test
    void aProofIsOverWithItsLifeWhateverRedisSays() {
        String email = signedIn();
        SettableClock later = new SettableClock();
        later.advance(Duration.between(later.instant(), clock.instant()).plus(Duration.ofMinutes(25)));
        put(email, held(email).orElseThrow());
        assertThat(proofs(revocations, later).recall(right(email))).isInstanceOf(Recalled.Unproven.class);
    }

    /** What has ended it may be forgotten by then. */
    @Test
    void aLongerLifeRevivesNoProof() {
        String email = signedIn();
        SettableClock later = new SettableClock();
        later.advance(Duration.between(later.instant(), clock.instant()).plus(Duration.ofMinutes(25)));
        put(email, held(email).orElseThrow());
        assertThat(proofs(revocations, later, Duration.ofHours(1)).recall(right(email)))
                .isInstanceOf(Recalled.Unproven.class);
    }

    private static Attempt right(String email) {
        return Attempt.of(email, Password.of(People.PASSWORD), Network.of("192.0.2.1"));
    }

    private Proofs proofs(Revocations known, Clock time) {
        return proofs(known, time, Duration.ofMinutes(24));
    }

    private Proofs proofs(Revocations known, Clock time, Duration life) {
        return new Proofs(redis, vault, known, new ProofProperties(life, Duration.ofSeconds(30),
                Duration.ZERO, 0), guessing, json, time);
    }

    private String signedIn() {
        String email = people.signUp(http);
        people.signIn(http, email);
        // Once more, so that the service has heard of it from Redis.
        people.signIn(http, email);
        return email;
    }

    private Optional<byte[]> held(String email) {
        return redis.ask(proofs.key(email), (RedisClusterAsyncCommands<byte[], byte[]> commands) ->
                commands.get(proofs.key(email)));
    }

    private void put(String email, byte[] value) {
        byte[] key = proofs.key(email);
        assertThat(redis.ask(key, commands -> commands.set(key, value))).isPresent();
    }

    private RestTestClient.ResponseSpec attempt(String email, String password) {
        return post("/auth/signin", Map.of("email", email, "password", password));
    }

    private RestTestClient.ResponseSpec post(String path, Map<String, String> body) {
        return http.post().uri(path).body(body).exchange();
    }

    private int me(JsonNode session) {
        return http.get().uri("/auth/me")
                .headers(headers -> headers.setBearerAuth(session.get("access_token").asString()))
                .exchange().expectBody().returnResult().getStatus().value();
    }

    private static JWTClaimsSet claims(JsonNode session) throws Exception {
        return SignedJWT.parse(session.get("access_token").asString()).getJWTClaimsSet();
    }

    private double queries() {
        Counter counter = meters.find("sluice.database.statements").tag("uri", "/auth/signin").counter();
        return counter == null ? 0 : counter.count();
    }

    private double hashes() {
        return meters.get("sluice.auth.hashes").timer().count();
    }

    private double cached() {
        return meters.get("sluice.auth.signins").tag("outcome", "cached").counter().count();
    }
}
