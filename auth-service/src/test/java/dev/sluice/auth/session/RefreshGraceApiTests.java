package dev.sluice.auth.session;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
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
                .param(UUID.fromString(claims(session).getStringClaim("sid"))).query(Integer.class).single();
    }
}
