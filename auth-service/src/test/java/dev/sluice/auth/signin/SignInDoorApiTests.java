package dev.sluice.auth.signin;

import java.util.Map;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

import dev.sluice.auth.AuthTest;
import dev.sluice.auth.People;
import dev.sluice.auth.password.HashingBusy;

import static org.assertj.core.api.Assertions.assertThat;

@AuthTest
class SignInDoorApiTests {

    @Autowired RestTestClient http;
    @Autowired People people;
    @Autowired MeterRegistry meters;
    @Autowired SignInDoor door;

    @Test
    void whoComesToAFullHouseIsSentAwayBeforeAnythingIsDone() {
        String email = people.signUp(http);
        int entered = fill();
        double queries = queries();
        try {
            // More wrong passwords than the account's budget has: none of them is counted.
            for (int attempt = 0; attempt < 12; attempt++) {
                JsonNode told = People.answer(attempt(email, "gentle river stones").expectStatus()
                        .isEqualTo(HttpStatus.SERVICE_UNAVAILABLE)
                        .expectHeader().valueMatches(HttpHeaders.RETRY_AFTER, "[1-9]\\d?"));
                assertThat(told.get("type").asString()).isEqualTo("urn:sluice:problem:too-many-signins");
            }
            assertThat(queries()).isEqualTo(queries);
        }
        finally {
            leave(entered);
        }
        attempt(email, People.PASSWORD).expectStatus().isOk();
    }

    @Test
    void whateverBecomesOfASignInItsPlaceIsFreeAfterIt() {
        int places = fill();
        leave(places);
        for (int attempt = 0; attempt <= places; attempt++) {
            http.post().uri("/auth/signin").contentType(MediaType.APPLICATION_JSON).body("{\"email\":")
                    .exchange().expectStatus().isBadRequest();
        }
        int after = fill();
        leave(after);
        assertThat(after).isEqualTo(places);
    }

    /** Until nobody else is let in; returns how many were. */
    private int fill() {
        int entered = 0;
        while (true) {
            try {
                door.preHandle(new MockHttpServletRequest(), new MockHttpServletResponse(), this);
                entered++;
            }
            catch (HashingBusy full) {
                return entered;
            }
        }
    }

    private void leave(int number) {
        for (int i = 0; i < number; i++) {
            door.afterCompletion(new MockHttpServletRequest(), new MockHttpServletResponse(), this, null);
        }
    }

    private RestTestClient.ResponseSpec attempt(String email, String password) {
        return http.post().uri("/auth/signin").body(Map.of("email", email, "password", password)).exchange();
    }

    private double queries() {
        return meters.find("sluice.database.statements").tag("uri", "/auth/signin").counters().stream()
                .mapToDouble(Counter::count).sum();
    }
}
