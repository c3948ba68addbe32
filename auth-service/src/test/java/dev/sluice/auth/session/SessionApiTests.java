package dev.sluice.auth.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

import dev.sluice.auth.AuthTest;
import dev.sluice.auth.People;

import static org.assertj.core.api.Assertions.assertThat;

@AuthTest
class SessionApiTests {

    @Autowired RestTestClient http;
    @Autowired People people;
    @Autowired JdbcClient jdbc;

    @Test
    void aSessionGoesOnWithTheNextRefreshToken() throws Exception {
        JsonNode begun = signIn(people.signUp(http));
        JsonNode continued = refreshed(begun);
        JsonNode again = refreshed(continued);

        assertThat(again.get("token_type").asString()).isEqualTo("Bearer");
        assertThat(again.get("expires_in").asInt()).isEqualTo(24 * 60);
        assertThat(Set.of(access(begun), access(continued), access(again))).hasSize(3);
        assertThat(claims(begun).getStringClaim("sid")).isEqualTo(claims(again).getStringClaim("sid"));
        assertThat(claims(begun).getJWTID()).isNotEqualTo(claims(again).getJWTID());
        assertThat(me(again)).isEqualTo(200);
    }

    @Test
    void aLostAnswerIsGivenAgain() {
        JsonNode begun = signIn(people.signUp(http));
        JsonNode continued = refreshed(begun);
        JsonNode repeated = refreshed(begun);
        assertThat(access(repeated)).isEqualTo(access(continued));
        assertThat(refresh(repeated)).isEqualTo(refresh(continued));
        assertThat(repeated.get("expires_in").asInt()).isBetween(24 * 60 - 30, 24 * 60);
    }

    @Test
    void manyUsesAtOnceGetOneSuccessor() throws Exception {
        JsonNode begun = signIn(people.signUp(http));
        Callable<JsonNode> use = () -> refreshed(begun);
        Set<String> successors = new HashSet<>();
        Set<String> tokens = new HashSet<>();
        try (var tabs = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<JsonNode> answer : tabs.invokeAll(Collections.nCopies(64, use))) {
                successors.add(refresh(answer.get()));
                tokens.add(access(answer.get()));
            }
        }
        assertThat(successors).hasSize(1);
        assertThat(tokens).hasSize(1);
        attempt(successors.iterator().next()).expectStatus().isOk();
    }

    @Test
    void aTokenThatIsUsedAgainLaterEndsTheSessionForBoth() throws Exception {
        JsonNode begun = signIn(people.signUp(http));
        JsonNode continued = refreshed(begun);
        JsonNode current = refreshed(continued);
        assertThat(refresh(refreshed(begun))).as("within the grace").isEqualTo(refresh(current));
        age(begun, 31);
        refused(refresh(begun));
        refused(refresh(current));
        assertThat(me(current)).isEqualTo(401);
    }

    @Test
    void whatWasUsedLongAgoIsNoLostAnswerHoweverFewRefreshesCameAfter() throws Exception {
        JsonNode begun = signIn(people.signUp(http));
        JsonNode session = begun;
        for (int refresh = 0; refresh < 10; refresh++) {
            session = refreshed(session);
        }
        // Older than what is kept of the uses.
        refused(refresh(begun));
        refused(refresh(session));
    }

    @Test
    void theGraceEnds() throws Exception {
        JsonNode begun = signIn(people.signUp(http));
        JsonNode continued = refreshed(begun);
        age(begun, 15);
        refreshed(begun);
        age(begun, 20);
        refused(refresh(begun));
        refused(refresh(continued));
    }

    @Test
    void signingOutEndsOneSessionAndNoOther() {
        String email = people.signUp(http);
        JsonNode ended = signIn(email);
        JsonNode other = signIn(email);
        signOut(ended).expectStatus().isNoContent();
        refused(refresh(ended));
        assertThat(me(ended)).isEqualTo(401);
        assertThat(me(other)).isEqualTo(200);
        attempt(refresh(other)).expectStatus().isOk();
    }

    @Test
    void whoeverHasOnlyAnAccessTokenCanSignOutToo() {
        JsonNode session = signIn(people.signUp(http));
        http.post().uri("/auth/signout").headers(headers -> headers.setBearerAuth(access(session))).exchange()
                .expectStatus().isNoContent();
        refused(refresh(session));
        assertThat(me(session)).isEqualTo(401);
        http.post().uri("/auth/signout").exchange().expectStatus().isUnauthorized();
        http.post().uri("/auth/signout").headers(headers -> headers.setBearerAuth(access(session))).exchange()
                .expectStatus().isUnauthorized();
    }

    @Test
    void signingOutTwiceOrWithNonsenseTellsNothing() {
        JsonNode session = signIn(people.signUp(http));
        signOut(session).expectStatus().isNoContent();
        signOut(session).expectStatus().isNoContent();
        http.post().uri("/auth/signout").body(Map.of("refresh_token", "nonsense")).exchange()
                .expectStatus().isNoContent();
    }

    @Test
    void anExpiredAccessTokenInTheHeaderIsNoHindrance() {
        JsonNode session = signIn(people.signUp(http));
        JsonNode continued = People.answer(http.post().uri("/auth/refresh")
                .headers(headers -> headers.setBearerAuth("long.gone.token"))
                .body(Map.of("refresh_token", refresh(session))).exchange().expectStatus().isOk());
        http.post().uri("/auth/signout").headers(headers -> headers.setBearerAuth("long.gone.token"))
                .body(Map.of("refresh_token", refresh(continued))).exchange().expectStatus().isNoContent();
        refused(refresh(continued));
    }

    @Test
    void signingOutEverywhereEndsAllSessionsAndNotTheNext() {
        String email = people.signUp(http);
        List<JsonNode> sessions = new ArrayList<>(List.of(signIn(email), refreshed(signIn(email))));
        http.post().uri("/auth/signout-everywhere")
                .headers(headers -> headers.setBearerAuth(access(sessions.getFirst()))).exchange()
                .expectStatus().isNoContent();
        for (JsonNode session : sessions) {
            assertThat(me(session)).isEqualTo(401);
            refused(refresh(session));
        }
        // In the same second, too.
        JsonNode next = signIn(email);
        assertThat(me(next)).isEqualTo(200);
        attempt(refresh(next)).expectStatus().isOk();
    }

    @Test
    void anotherPasswordEndsAllOtherSessions() {
        String email = people.signUp(http);
        JsonNode here = signIn(email);
        JsonNode elsewhere = signIn(email);
        JsonNode now = People.answer(changePassword(here, People.PASSWORD, "brisk copper lantern")
                .expectStatus().isOk()
                .expectHeader().valueMatches(HttpHeaders.CACHE_CONTROL, ".*no-store.*"));
        for (JsonNode session : List.of(here, elsewhere)) {
            assertThat(me(session)).isEqualTo(401);
            refused(refresh(session));
        }
        assertThat(me(now)).isEqualTo(200);
        attempt(refresh(now)).expectStatus().isOk();
        http.post().uri("/auth/signin").body(Map.of("email", email, "password", People.PASSWORD)).exchange()
                .expectStatus().isUnauthorized();
        people.signIn(http, email, "brisk copper lantern");
    }

    @Test
    void aPasswordIsNotChangedWithoutTheOldOneOrToABadOne() {
        String email = people.signUp(http);
        JsonNode session = signIn(email);
        changePassword(session, "gentle river stones", "brisk copper lantern").expectStatus().isForbidden()
                .expectHeader().contentType(MediaType.APPLICATION_PROBLEM_JSON);
        changePassword(session, People.PASSWORD, "short").expectStatus().isBadRequest();
        http.post().uri("/auth/password").body(Map.of("current_password", People.PASSWORD,
                "new_password", "brisk copper lantern")).exchange().expectStatus().isUnauthorized();
        assertThat(me(session)).isEqualTo(200);
        people.signIn(http, email);
    }

    @Test
    void aLockedAccountHasNoSessionAndGetsNone() {
        String email = people.signUp(http);
        JsonNode session = signIn(email);
        String administrator = people.administrator(http);
        JsonNode locked = People.answer(http.put().uri("/admin/users/{email}/lock", email)
                .headers(headers -> headers.setBearerAuth(administrator)).exchange().expectStatus().isOk());
        assertThat(locked.get("locked").asBoolean()).isTrue();
        assertThat(me(session)).isEqualTo(401);
        refused(refresh(session));
        JsonNode wrong = refusal(email, "gentle river stones");
        assertThat(refusal(email, People.PASSWORD)).isEqualTo(wrong);

        http.delete().uri("/admin/users/{email}/lock", email)
                .headers(headers -> headers.setBearerAuth(administrator)).exchange().expectStatus().isOk();
        refused(refresh(session));
        people.signIn(http, email);
    }

    @Test
    void newRolesEndTheTokenAndNotTheSession() {
        String email = people.signUp(http);
        JsonNode session = signIn(email);
        http.put().uri("/admin/users/{email}/roles", email)
                .headers(headers -> headers.setBearerAuth(people.administrator(http)))
                .body(List.of("reviewer")).exchange().expectStatus().isOk();
        assertThat(me(session)).isEqualTo(401);
        JsonNode continued = refreshed(session);
        assertThat(me(continued)).isEqualTo(200);
    }

    @Test
    void whatIsNoRefreshTokenIsRefusedAlike() {
        JsonNode session = signIn(people.signUp(http));
        String token = refresh(session);
        char other = token.charAt(20) == 'A' ? 'B' : 'A';
        for (String bad : List.of("nonsense", "AAAA", access(session), token.substring(0, token.length() - 2),
                token.substring(0, 20) + other + token.substring(21))) {
            refused(bad);
        }
        http.post().uri("/auth/refresh").body(Map.of("refresh_token", "x".repeat(1_001))).exchange()
                .expectStatus().isBadRequest();
        http.post().uri("/auth/refresh").body(Map.of()).exchange().expectStatus().isBadRequest();
    }

    @Test
    void nothingIsStoredOfASessionThatNobodyContinues() throws Exception {
        JsonNode session = signIn(people.signUp(http));
        UUID id = UUID.fromString(claims(session).getStringClaim("sid"));
        assertThat(stored(id)).isZero();
        JsonNode continued = refreshed(session);
        assertThat(stored(id)).isOne();
        assertThat(jdbc.sql("select answer from session where id = ?").param(id).query(String.class).single())
                .doesNotContain(access(continued), refresh(continued));
    }

    /** Makes the uses of its refresh tokens look older. */
    private void age(JsonNode session, int seconds) throws Exception {
        jdbc.sql("""
                update session set rotations =
                    array(select used - make_interval(secs => :seconds) from unnest(rotations) as used)
                where id = :id""")
                .param("seconds", seconds)
                .param("id", UUID.fromString(claims(session).getStringClaim("sid"))).update();
    }

    private long stored(UUID session) {
        return jdbc.sql("select count(*) from session where id = ?").param(session).query(Long.class)
                .single();
    }

    private JsonNode signIn(String email) {
        return People.answer(http.post().uri("/auth/signin")
                .body(Map.of("email", email, "password", People.PASSWORD)).exchange().expectStatus().isOk());
    }

    private JsonNode refusal(String email, String password) {
        return People.answer(http.post().uri("/auth/signin")
                .body(Map.of("email", email, "password", password)).exchange()
                .expectStatus().isUnauthorized());
    }

    private JsonNode refreshed(JsonNode session) {
        return People.answer(attempt(refresh(session)).expectStatus().isOk()
                .expectHeader().valueMatches(HttpHeaders.CACHE_CONTROL, ".*no-store.*"));
    }

    private void refused(String refreshToken) {
        JsonNode problem = People.answer(attempt(refreshToken).expectStatus().isUnauthorized());
        assertThat(problem.get("type").asString()).isEqualTo("urn:sluice:problem:session-over");
    }

    private RestTestClient.ResponseSpec attempt(String refreshToken) {
        return http.post().uri("/auth/refresh").body(Map.of("refresh_token", refreshToken)).exchange();
    }

    private RestTestClient.ResponseSpec signOut(JsonNode session) {
        return http.post().uri("/auth/signout").body(Map.of("refresh_token", refresh(session))).exchange();
    }

    private RestTestClient.ResponseSpec changePassword(JsonNode session, String current, String wanted) {
        return http.post().uri("/auth/password").headers(headers -> headers.setBearerAuth(access(session)))
                .body(Map.of("current_password", current, "new_password", wanted)).exchange();
    }

    private int me(JsonNode session) {
        return http.get().uri("/auth/me").headers(headers -> headers.setBearerAuth(access(session)))
                .exchange().expectBody().returnResult().getStatus().value();
    }

    private static JWTClaimsSet claims(JsonNode session) throws Exception {
        return SignedJWT.parse(access(session)).getJWTClaimsSet();
    }

    private static String access(JsonNode session) {
        return session.get("access_token").asString();
    }

    private static String refresh(JsonNode session) {
        return session.get("refresh_token").asString();
    }
}
