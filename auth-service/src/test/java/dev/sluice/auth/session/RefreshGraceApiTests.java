package dev.sluice.auth.session;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import com.nimbusds.jwt.SignedJWT;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

import dev.sluice.auth.AuthTest;
import dev.sluice.auth.People;
import dev.sluice.common.test.SettableClock;

import static dev.sluice.auth.session.TestSessions.access;
import static dev.sluice.auth.session.TestSessions.claims;
import static dev.sluice.auth.session.TestSessions.refresh;
import static org.assertj.core.api.Assertions.assertThat;

/** Who gets the last answer again, by the time that has passed. */
@AuthTest
class RefreshGraceApiTests {

    private static final Duration GRACE = Duration.ofSeconds(30);

    @Autowired RestTestClient http;
    @Autowired People people;
    @Autowired JdbcClient jdbc;
    @Autowired Clock clock;
    @Autowired MeterRegistry meters;

    private TestSessions sessions;

    @TestConfiguration(proxyBeanMethods = false)
    static class Time {

        @Bean
        SettableClock clock() {
            return new SettableClock();
        }
    }

    @BeforeEach
    void call() {
        sessions = new TestSessions(http);
    }

    @Test
    void manyRefreshesWithinTheGraceMakeNobodyAThief() {
        JsonNode begun = sessions.signIn(people.signUp(http));
        JsonNode last = refreshed(begun, 12);
        pass(GRACE);
        JsonNode repeated = sessions.refreshed(begun);
        assertThat(refresh(repeated)).isEqualTo(refresh(last));
        assertThat(access(repeated)).isEqualTo(access(last));
        assertThat(repeated.get("expires_in").asInt()).isEqualTo(24 * 60 - 30);
        assertThat(sessions.me(last)).isEqualTo(200);
        sessions.refreshed(last);
    }

    @Test
    void whatWasUsedLongAgoIsNoLostAnswerHoweverFewRefreshesCameAfter() {
        for (int after : new int[] {0, 1, 10}) {
            JsonNode begun = sessions.signIn(people.signUp(http));
            JsonNode continued = sessions.refreshed(begun);
            pass(GRACE.plusSeconds(1));
            JsonNode last = refreshed(continued, after);
            sessions.refused(refresh(begun));
            sessions.refused(refresh(last));
            assertThat(sessions.me(last)).isEqualTo(401);
        }
    }

    @Test
    void onlyUsesWithinTheGraceAreKept() throws Exception {
        JsonNode session = refreshed(sessions.signIn(people.signUp(http)), 12);
        assertThat(uses(session)).isEqualTo(12);
        pass(GRACE);
        session = sessions.refreshed(session);
        assertThat(uses(session)).isEqualTo(13);
        pass(Duration.ofSeconds(1));
        assertThat(uses(sessions.refreshed(session))).isEqualTo(2);
    }

    @Test
    void whoseRolesChangedMeanwhileGetsTheSameSuccessorAndATokenWithTheNewOnes() throws Exception {
        String email = people.signUp(http);
        JsonNode begun = sessions.signIn(email);
        JsonNode continued = sessions.refreshed(begun);
        pass(Duration.ofSeconds(10));
        http.put().uri("/admin/users/{email}/roles", email)
                .headers(headers -> headers.setBearerAuth(people.administrator(http)))
                .body(List.of("reviewer")).exchange().expectStatus().isOk();
        assertThat(sessions.me(continued)).isEqualTo(401);
        double before = repeated();

        JsonNode renewed = sessions.refreshed(begun);
        assertRenewed(continued, renewed);
        assertThat(claims(renewed).getStringListClaim("roles")).containsExactly("reviewer");
        assertThat(claims(renewed).getStringClaim("sid")).isEqualTo(claims(begun).getStringClaim("sid"));

        pass(Duration.ofSeconds(5));
        JsonNode again = sessions.refreshed(begun);
        assertThat(access(again)).isEqualTo(access(renewed));
        assertThat(refresh(again)).isEqualTo(refresh(continued));
        assertThat(again.get("expires_in").asInt()).isEqualTo(24 * 60 - 5);
        assertThat(repeated()).isEqualTo(before + 2);
        assertThat(jdbc.sql("select answer from session where id = ?").param(id(begun)).query(String.class)
                .single()).doesNotContain(access(renewed), refresh(renewed));
        assertThat(sessions.me(sessions.refreshed(renewed))).isEqualTo(200);
    }

    @Test
    void noKeyThatWasWithdrawnMeanwhileAndNoTokenThatWasRevokedIsGivenAgain() throws Exception {
        JsonNode begun = sessions.signIn(people.signUp(http));
        JsonNode continued = sessions.refreshed(begun);
        http.delete().uri("/admin/keys/{kid}", kid(continued))
                .headers(headers -> headers.setBearerAuth(people.administrator(http)))
                .exchange().expectStatus().isNoContent();
        assertThat(sessions.me(continued)).isEqualTo(401);
        JsonNode renewed = sessions.refreshed(begun);
        assertRenewed(continued, renewed);
        assertThat(kid(renewed)).isNotEqualTo(kid(continued));

        http.post().uri("/oauth2/revoke").contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .body("client_id=sluice&token=" + access(renewed)).exchange().expectStatus().isOk();
        assertThat(sessions.me(renewed)).isEqualTo(401);
        assertRenewed(renewed, sessions.refreshed(begun));
    }

    /** Of which this one will hear within a second. */
    @Test
    void whatAnotherInstanceHasJustEndedIsNotGivenAgain() throws Exception {
        JsonNode begun = sessions.signIn(people.signUp(http));
        JsonNode continued = sessions.refreshed(begun);
        jdbc.sql("update account set token_epoch = token_epoch + 1 where id = cast(? as uuid)")
                .param(claims(begun).getSubject()).update();
        JsonNode renewed = sessions.refreshed(begun);
        assertRenewed(continued, renewed);
        assertThat(claims(renewed).getLongClaim("epoch")).isOne();
        assertThat(access(sessions.refreshed(begun))).isEqualTo(access(renewed));
    }

    private void assertRenewed(JsonNode before, JsonNode renewed) {
        assertThat(refresh(renewed)).isEqualTo(refresh(before));
        assertThat(access(renewed)).isNotEqualTo(access(before));
        assertThat(renewed.get("expires_in").asInt()).isEqualTo(24 * 60);
        assertThat(sessions.me(renewed)).isEqualTo(200);
    }

    private double repeated() {
        return meters.get("sluice.auth.refreshes").tag("outcome", "repeated").counter().count();
    }

    private static String kid(JsonNode session) throws Exception {
        return SignedJWT.parse(access(session)).getHeader().getKeyID();
    }

    private JsonNode refreshed(JsonNode begun, int times) {
        JsonNode session = begun;
        for (int refresh = 0; refresh < times; refresh++) {
            session = sessions.refreshed(session);
        }
        return session;
    }

    private void pass(Duration time) {
        ((SettableClock) clock).advance(time);
    }

    private int uses(JsonNode session) throws Exception {
        return jdbc.sql("select cardinality(rotations) from session where id = ?")
                .param(id(session)).query(Integer.class).single();
    }

    private static UUID id(JsonNode session) throws Exception {
        return UUID.fromString(claims(session).getStringClaim("sid"));
    }
}
