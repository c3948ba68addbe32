package dev.sluice.auth.proof;

import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

import dev.sluice.auth.AuthTest;
import dev.sluice.auth.People;

import static org.assertj.core.api.Assertions.assertThat;

/** Somebody tries one password after the other; the whole test is in one network. */
@AuthTest
class GuessingApiTests {

    private static final String WRONG = "gentle river stones";

    @Autowired RestTestClient http;
    @Autowired People people;
    @Autowired MeterRegistry meters;
    @Autowired GuessingProperties properties;

    @Test
    void beyondTheBudgetNothingIsHashedAndTheAnswerIsTheSameForEveryAddress() {
        String email = people.signUp(http);
        people.signIn(http, email);
        String unknown = People.newAddress();
        useUp(email);
        useUp(unknown);

        double hashes = hashes();
        double queries = meters.find("sluice.database.statements").tag("uri", "/auth/signin").counters()
                .stream().mapToDouble(counter -> counter.count()).sum();
        JsonNode known = refusal(email, WRONG);
        assertThat(known.get("type").asString()).isEqualTo("urn:sluice:problem:too-many-attempts");
        assertThat(refusal(unknown, WRONG)).isEqualTo(known);
        // Who has guessed too often is not told when they are right, although a proof is remembered.
        assertThat(refusal(email, People.PASSWORD)).isEqualTo(known);
        assertThat(hashes()).isEqualTo(hashes);
        assertThat(meters.get("sluice.database.statements").tag("uri", "/auth/signin").counter().count())
                .isEqualTo(queries);
    }

    @Test
    void theOwnersDeviceIsNotLockedOutByOthers() {
        String email = people.signUp(http);
        String device = device(email);
        useUp(email);
        refusal(email, People.PASSWORD);

        attempt(email, People.PASSWORD, device).expectStatus().isOk();
        attempt(email, WRONG, device).expectStatus().isUnauthorized();
        // It belongs to this account, and not to whoever shows it.
        String other = people.signUp(http);
        useUp(other);
        attempt(other, People.PASSWORD, device).expectStatus().isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
    }

    @Test
    void aDeviceHasABudgetToo() {
        String email = people.signUp(http);
        String device = device(email);
        for (int attempt = 0; attempt < properties.device().attempts(); attempt++) {
            attempt(email, WRONG, device).expectStatus().isUnauthorized();
        }
        attempt(email, People.PASSWORD, device).expectStatus().isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
        attempt(email, People.PASSWORD, "sluice-device=made-up").expectStatus().isOk();
    }

    @Test
    void whoIsRightNeverRunsOut() {
        String email = people.signUp(http);
        for (int attempt = 0; attempt < properties.network().attempts() + 2; attempt++) {
            people.signIn(http, email);
        }
        for (int attempt = 1; attempt < properties.network().attempts(); attempt++) {
            attempt(email, WRONG, "").expectStatus().isUnauthorized();
        }
        people.signIn(http, email);
    }

    @Test
    void aThiefOfATokenCannotGuessThePasswordWithIt() {
        String email = people.signUp(http);
        String token = people.signIn(http, email);
        Map<String, String> form = Map.of("current_password", WRONG, "new_password", "another gentle river");
        for (int attempt = 0; attempt < properties.network().attempts(); attempt++) {
            change(token, form).expectStatus().isForbidden();
        }
        change(token, form).expectStatus().isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
    }

    private RestTestClient.ResponseSpec change(String token, Map<String, String> form) {
        return http.post().uri("/auth/password").headers(headers -> headers.setBearerAuth(token)).body(form)
                .exchange();
    }

    /** Signs in; returns the cookie that the device shows from then on. */
    private String device(String email) {
        String cookie = attempt(email, People.PASSWORD, "").expectStatus().isOk().expectBody().returnResult()
                .getResponseHeaders().getFirst(HttpHeaders.SET_COOKIE);
        assertThat(cookie).contains("; Secure", "; HttpOnly", "; SameSite=Strict", "; Path=/auth",
                "; Max-Age=").doesNotContain(email);
        return cookie.substring(0, cookie.indexOf(';'));
    }

    private void useUp(String email) {
        for (int attempt = 0; attempt < properties.network().attempts(); attempt++) {
            attempt(email, WRONG, "").expectStatus().isUnauthorized();
        }
    }

    private JsonNode refusal(String email, String password) {
        return People.answer(attempt(email, password, "").expectStatus()
                .isEqualTo(HttpStatus.TOO_MANY_REQUESTS)
                .expectHeader().valueMatches(HttpHeaders.RETRY_AFTER, "[1-9]|[1-5][0-9]|60"));
    }

    private RestTestClient.ResponseSpec attempt(String email, String password, String cookie) {
        return http.post().uri("/auth/signin").headers(headers -> {
            if (!cookie.isEmpty()) {
                headers.set(HttpHeaders.COOKIE, cookie);
            }
        }).body(Map.of("email", email, "password", password)).exchange();
    }

    private double hashes() {
        return meters.get("sluice.auth.hashes").timer().count();
    }
}
