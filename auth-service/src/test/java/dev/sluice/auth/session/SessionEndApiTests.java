package dev.sluice.auth.session;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

import dev.sluice.auth.AuthTest;
import dev.sluice.auth.People;

import static dev.sluice.auth.session.TestSessions.access;
import static dev.sluice.auth.session.TestSessions.claims;
import static dev.sluice.auth.session.TestSessions.refresh;
import static org.assertj.core.api.Assertions.assertThat;

/** What ends sessions, and what does not. */
@AuthTest
class SessionEndApiTests {

    @Autowired RestTestClient http;
    @Autowired People people;
    @Autowired JdbcClient jdbc;

    private TestSessions sessions;

    @BeforeEach
    void call() {
        sessions = new TestSessions(http);
    }

    @Test
    void signingOutEndsOneSessionAndNoOther() {
        String email = people.signUp(http);
        JsonNode ended = sessions.signIn(email);
        JsonNode other = sessions.signIn(email);
        sessions.signOut(ended).expectStatus().isNoContent();
        sessions.refused(refresh(ended));
        assertThat(sessions.me(ended)).isEqualTo(401);
        assertThat(sessions.me(other)).isEqualTo(200);
        sessions.attempt(refresh(other)).expectStatus().isOk();
    }

    @Test
    void whoeverHasOnlyAnAccessTokenCanSignOutToo() {
        JsonNode session = sessions.signIn(people.signUp(http));
        http.post().uri("/auth/signout").headers(headers -> headers.setBearerAuth(access(session))).exchange()
                .expectStatus().isNoContent();
        sessions.refused(refresh(session));
        assertThat(sessions.me(session)).isEqualTo(401);
        http.post().uri("/auth/signout").exchange().expectStatus().isUnauthorized();
        http.post().uri("/auth/signout").headers(headers -> headers.setBearerAuth(access(session))).exchange()
                .expectStatus().isUnauthorized();
    }

    @Test
    void aSessionThatWasSignedOutIsRememberedAsLongAsOneMayLastAndNoLonger() throws Exception {
        JsonNode session = sessions.signIn(people.signUp(http));
        http.post().uri("/auth/signout").headers(headers -> headers.setBearerAuth(access(session))).exchange()
                .expectStatus().isNoContent();
        Instant kept = jdbc.sql("select ends_at from session where id = ?")
                .param(UUID.fromString(claims(session).getStringClaim("sid")))
                .query(OffsetDateTime.class).single().toInstant();
        Instant end = claims(session).getIssueTime().toInstant().plus(Duration.ofDays(30));
        assertThat(kept).isBetween(end, end.plus(Duration.ofHours(1)));
    }

    @Test
    void signingOutTwiceOrWithNonsenseTellsNothing() {
        JsonNode session = sessions.signIn(people.signUp(http));
        sessions.signOut(session).expectStatus().isNoContent();
        sessions.signOut(session).expectStatus().isNoContent();
        http.post().uri("/auth/signout").body(Map.of("refresh_token", "nonsense")).exchange()
                .expectStatus().isNoContent();
    }

    @Test
    void signingOutEverywhereEndsAllSessionsAndNotTheNext() {
        String email = people.signUp(http);
        List<JsonNode> all = List.of(sessions.signIn(email), sessions.refreshed(sessions.signIn(email)));
        http.post().uri("/auth/signout-everywhere")
                .headers(headers -> headers.setBearerAuth(access(all.getFirst()))).exchange()
                .expectStatus().isNoContent();
        for (JsonNode session : all) {
            assertThat(sessions.me(session)).isEqualTo(401);
            sessions.refused(refresh(session));
        }
        // In the same second, too.
        JsonNode next = sessions.signIn(email);
        assertThat(sessions.me(next)).isEqualTo(200);
        sessions.attempt(refresh(next)).expectStatus().isOk();
    }

    @Test
    void anotherPasswordEndsAllOtherSessions() {
        String email = people.signUp(http);
        JsonNode here = sessions.signIn(email);
        JsonNode elsewhere = sessions.signIn(email);
        JsonNode now = People.answer(changePassword(here, People.PASSWORD, "brisk copper lantern")
                .expectStatus().isOk()
                .expectHeader().valueMatches(HttpHeaders.CACHE_CONTROL, ".*no-store.*"));
        for (JsonNode session : List.of(here, elsewhere)) {
            assertThat(sessions.me(session)).isEqualTo(401);
            sessions.refused(refresh(session));
        }
        assertThat(sessions.me(now)).isEqualTo(200);
        sessions.attempt(refresh(now)).expectStatus().isOk();
        http.post().uri("/auth/signin").body(Map.of("email", email, "password", People.PASSWORD)).exchange()
                .expectStatus().isUnauthorized();
        people.signIn(http, email, "brisk copper lantern");
    }

    @Test
    void aPasswordIsNotChangedWithoutTheOldOneOrToABadOne() {
        String email = people.signUp(http);
        JsonNode session = sessions.signIn(email);
        changePassword(session, "gentle river stones", "brisk copper lantern").expectStatus().isForbidden()
                .expectHeader().contentType(MediaType.APPLICATION_PROBLEM_JSON);
        changePassword(session, People.PASSWORD, "short").expectStatus().isBadRequest();
        http.post().uri("/auth/password").body(Map.of("current_password", People.PASSWORD,
                "new_password", "brisk copper lantern")).exchange().expectStatus().isUnauthorized();
        assertThat(sessions.me(session)).isEqualTo(200);
        people.signIn(http, email);
    }

    @Test
    void aLockedAccountHasNoSessionAndGetsNone() {
        String email = people.signUp(http);
        JsonNode session = sessions.signIn(email);
        String administrator = people.administrator(http);
        JsonNode locked = People.answer(http.put().uri("/admin/users/{email}/lock", email)
                .headers(headers -> headers.setBearerAuth(administrator)).exchange().expectStatus().isOk());
        assertThat(locked.get("locked").asBoolean()).isTrue();
        assertThat(sessions.me(session)).isEqualTo(401);
        sessions.refused(refresh(session));
        JsonNode wrong = refusal(email, "gentle river stones");
        assertThat(refusal(email, People.PASSWORD)).isEqualTo(wrong);

        http.delete().uri("/admin/users/{email}/lock", email)
                .headers(headers -> headers.setBearerAuth(administrator)).exchange().expectStatus().isOk();
        sessions.refused(refresh(session));
        people.signIn(http, email);
    }

    @Test
    void newRolesEndTheTokenAndNotTheSession() {
        String email = people.signUp(http);
        JsonNode session = sessions.signIn(email);
        http.put().uri("/admin/users/{email}/roles", email)
                .headers(headers -> headers.setBearerAuth(people.administrator(http)))
                .body(List.of("reviewer")).exchange().expectStatus().isOk();
        assertThat(sessions.me(session)).isEqualTo(401);
        JsonNode continued = sessions.refreshed(session);
        assertThat(sessions.me(continued)).isEqualTo(200);
    }

    private JsonNode refusal(String email, String password) {
        return People.answer(http.post().uri("/auth/signin")
                .body(Map.of("email", email, "password", password)).exchange()
                .expectStatus().isUnauthorized());
    }

    private RestTestClient.ResponseSpec changePassword(JsonNode session, String current, String wanted) {
        return http.post().uri("/auth/password").headers(headers -> headers.setBearerAuth(access(session)))
                .body(Map.of("current_password", current, "new_password", wanted)).exchange();
    }
}
