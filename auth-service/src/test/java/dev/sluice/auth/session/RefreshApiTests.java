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

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

import dev.sluice.auth.AuthTest;
import dev.sluice.auth.People;
import dev.sluice.auth.TestAudit;

import static dev.sluice.auth.session.TestSessions.access;
import static dev.sluice.auth.session.TestSessions.claims;
import static dev.sluice.auth.session.TestSessions.refresh;
import static org.assertj.core.api.Assertions.assertThat;

/** How a session goes on. */
@AuthTest
class RefreshApiTests {

    @Autowired RestTestClient http;
    @Autowired People people;
    @Autowired JdbcClient jdbc;

    private TestSessions sessions;

    @BeforeEach
    void call() {
        sessions = new TestSessions(http);
    }

    @Test
    void aSessionGoesOnWithTheNextRefreshToken() throws Exception {
        JsonNode begun = sessions.signIn(people.signUp(http));
        JsonNode continued = sessions.refreshed(begun);
        JsonNode again = sessions.refreshed(continued);

        assertThat(again.get("token_type").asString()).isEqualTo("Bearer");
        assertThat(again.get("expires_in").asInt()).isEqualTo(24 * 60);
        assertThat(Set.of(access(begun), access(continued), access(again))).hasSize(3);
        assertThat(claims(begun).getStringClaim("sid")).isEqualTo(claims(again).getStringClaim("sid"));
        assertThat(claims(begun).getJWTID()).isNotEqualTo(claims(again).getJWTID());
        assertThat(sessions.me(again)).isEqualTo(200);
    }

    @Test
    void aLostAnswerIsGivenAgain() {
        JsonNode begun = sessions.signIn(people.signUp(http));
        JsonNode continued = sessions.refreshed(begun);
        JsonNode repeated = sessions.refreshed(begun);
        assertThat(access(repeated)).isEqualTo(access(continued));
        assertThat(refresh(repeated)).isEqualTo(refresh(continued));
        assertThat(repeated.get("expires_in").asInt()).isBetween(24 * 60 - 30, 24 * 60);
    }

    @Test
    void manyUsesAtOnceGetOneSuccessor() throws Exception {
        JsonNode begun = sessions.signIn(people.signUp(http));
        JsonNode first = usedByMany(begun);
        // Of these one finds that the access token has ended.
        jdbc.sql("update account set token_epoch = token_epoch + 1 where id = cast(? as uuid)")
                .param(claims(begun).getSubject()).update();
        JsonNode second = usedByMany(begun);
        assertThat(refresh(second)).isEqualTo(refresh(first));
        assertThat(access(second)).isNotEqualTo(access(first));
        sessions.attempt(refresh(second)).expectStatus().isOk();
    }

    /** Returns what all of them are answered alike. */
    private JsonNode usedByMany(JsonNode session) throws Exception {
        Callable<JsonNode> use = () -> sessions.refreshed(session);
        Set<String> successors = new HashSet<>();
        Set<String> tokens = new HashSet<>();
        List<JsonNode> answers = new ArrayList<>();
        try (var tabs = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<JsonNode> answer : tabs.invokeAll(Collections.nCopies(64, use))) {
                answers.add(answer.get());
                successors.add(refresh(answer.get()));
                tokens.add(access(answer.get()));
            }
        }
        assertThat(successors).hasSize(1);
        assertThat(tokens).hasSize(1);
        return answers.getFirst();
    }

    @Test
    void aTokenThatIsUsedAgainLaterEndsTheSessionForBoth() throws Exception {
        JsonNode begun = sessions.signIn(people.signUp(http));
        JsonNode continued = sessions.refreshed(begun);
        JsonNode current = sessions.refreshed(continued);
        assertThat(refresh(sessions.refreshed(begun))).as("within the grace").isEqualTo(refresh(current));
        age(begun, 31);
        sessions.refused(refresh(begun));
        sessions.refused(refresh(current));
        assertThat(sessions.me(current)).isEqualTo(401);
        String session = claims(begun).getStringClaim("sid");
        assertThat(new TestAudit(jdbc).saying("session.reused", session, 1)).hasSize(1)
                .first().extracting("subject", "outcome")
                .containsExactly(claims(begun).getSubject(), "refused");
    }

    @Test
    void theGraceEnds() throws Exception {
        JsonNode begun = sessions.signIn(people.signUp(http));
        JsonNode continued = sessions.refreshed(begun);
        age(begun, 15);
        sessions.refreshed(begun);
        age(begun, 20);
        sessions.refused(refresh(begun));
        sessions.refused(refresh(continued));
    }

    @Test
    void anExpiredAccessTokenInTheHeaderIsNoHindrance() {
        JsonNode session = sessions.signIn(people.signUp(http));
        JsonNode continued = People.answer(http.post().uri("/auth/refresh")
                .headers(headers -> headers.setBearerAuth("long.gone.token"))
                .body(Map.of("refresh_token", refresh(session))).exchange().expectStatus().isOk());
        http.post().uri("/auth/signout").headers(headers -> headers.setBearerAuth("long.gone.token"))
                .body(Map.of("refresh_token", refresh(continued))).exchange().expectStatus().isNoContent();
        sessions.refused(refresh(continued));
    }

    @Test
    void whatIsNoRefreshTokenIsRefusedAlike() {
        JsonNode session = sessions.signIn(people.signUp(http));
        String token = refresh(session);
        char other = token.charAt(20) == 'A' ? 'B' : 'A';
        for (String bad : List.of("nonsense", "AAAA", access(session), token.substring(0, token.length() - 2),
                token.substring(0, 20) + other + token.substring(21))) {
            sessions.refused(bad);
        }
        http.post().uri("/auth/refresh").body(Map.of("refresh_token", "x".repeat(1_001))).exchange()
                .expectStatus().isBadRequest();
        http.post().uri("/auth/refresh").body(Map.of()).exchange().expectStatus().isBadRequest();
    }

    @Test
    void nothingIsStoredOfASessionThatNobodyContinues() throws Exception {
        JsonNode session = sessions.signIn(people.signUp(http));
        UUID id = UUID.fromString(claims(session).getStringClaim("sid"));
        assertThat(stored(id)).isZero();
        JsonNode continued = sessions.refreshed(session);
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
}
