package dev.sluice.auth.proof;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import dev.sluice.auth.AuthTest;
import dev.sluice.auth.People;
import dev.sluice.auth.key.Vault;

import static org.assertj.core.api.Assertions.assertThat;

/** Somebody tries one password after the other; the whole test is in one network. */
@AuthTest
class GuessingApiTests {

    private static final String WRONG = "gentle river stones";
    private static final String OTHER_PASSWORD = "plum orchard kite";

    @Autowired RestTestClient http;
    @Autowired People people;
    @Autowired MeterRegistry meters;
    @Autowired GuessingProperties properties;
    @Autowired Proofs proofs;
    @Autowired Vault vault;
    @Autowired JsonMapper json;
    @Autowired Clock clock;

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

    /** Whoever had the password may have collected devices; with the next one they are nobody's. */
    @Test
    void aDeviceIsAsStrangeAsAnyOnceThePasswordIsAnother() {
        String email = people.signUp(http);
        String before = device(email);
        String own = cookie(change(people.signIn(http, email), Map.of("current_password", People.PASSWORD,
                "new_password", OTHER_PASSWORD)).expectStatus().isOk()).orElseThrow();
        useUp(email);

        double hashes = hashes();
        attempt(email, WRONG, before).expectStatus().isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
        attempt(email, OTHER_PASSWORD, before).expectStatus().isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
        assertThat(hashes()).isEqualTo(hashes);
        // The device with which it was changed is the owner's.
        attempt(email, WRONG, own).expectStatus().isUnauthorized();
        String token = People.answer(attempt(email, OTHER_PASSWORD, own).expectStatus().isOk())
                .get("access_token").asString();
        // Also while the password is remembered.
        attempt(email, OTHER_PASSWORD, before).expectStatus().isEqualTo(HttpStatus.TOO_MANY_REQUESTS);

        http.post().uri("/auth/signout-everywhere").headers(headers -> headers.setBearerAuth(token))
                .exchange().expectStatus().isNoContent();
        attempt(email, OTHER_PASSWORD, own).expectStatus().isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
    }

    @Test
    void aStrangeDeviceAlsoCannotGuessThePasswordThatIsToBeChanged() {
        String email = people.signUp(http);
        String before = device(email);
        String token = People.answer(change(people.signIn(http, email), Map.of("current_password",
                People.PASSWORD, "new_password", OTHER_PASSWORD)).expectStatus().isOk())
                .get("access_token").asString();
        useUp(email);
        Map<String, String> form = Map.of("current_password", WRONG, "new_password", "another gentle river");
        change(token, form, before).expectStatus().isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
    }

    @Test
    void aDeviceBecomesKnownByAHashAndByNothingElse() {
        String email = people.signUp(http);
        String known = device(email);
        assertThat(cookie(attempt(email, People.PASSWORD, "").expectStatus().isOk())).isEmpty();
        assertThat(cookie(attempt(email, People.PASSWORD, "sluice-device=made-up").expectStatus().isOk()))
                .isEmpty();
        useUp(email);
        attempt(email, WRONG, known).expectStatus().isUnauthorized();
    }

    @Test
    void aKnownDeviceGetsAnotherCookieOnceItsOwnIsWorn() {
        String email = people.signUp(http);
        String known = device(email);
        Duration life = properties.deviceLife();
        assertThat(cookie(attempt(email, People.PASSWORD, known).expectStatus().isOk())).isEmpty();
        String renewed = cookie(attempt(email, People.PASSWORD, seen(known, life.dividedBy(50)))
                .expectStatus().isOk()).orElseThrow();
        assertThat(cookie(attempt(email, People.PASSWORD, renewed).expectStatus().isOk())).isEmpty();
        assertThat(cookie(attempt(email, People.PASSWORD, seen(known, life)).expectStatus().isOk()))
                .as("a device that has not been seen for its whole life").isEmpty();

        useUp(email);
        attempt(email, WRONG, renewed).expectStatus().isUnauthorized();
        attempt(email, WRONG, seen(known, life)).expectStatus().isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
    }

    /** The same device, last seen so long ago. */
    private String seen(String cookie, Duration before) {
        String name = "sluice-device";
        ObjectNode device = (ObjectNode) json.readTree(
                vault.open(name, cookie.substring(name.length() + 1)).orElseThrow());
        device.put("seen_at", clock.instant().minus(before).toString());
        return name + "=" + vault.seal(name, json.writeValueAsBytes(device));
    }

    @Test
    void aDeviceOfTheVersionBeforeIsAStrangerUntilItsNextHash() {
        String email = people.signUp(http);
        people.signIn(http, email);
        String older = "sluice-device=" + vault.seal("sluice-device", json.writeValueAsBytes(
                Map.of("id", UUID.randomUUID(), "address", email, "seen_at", clock.instant())));
        attempt(email, People.PASSWORD, older).expectStatus().isOk();
        proofs.forget(email);
        String known = cookie(attempt(email, People.PASSWORD, older).expectStatus().isOk()).orElseThrow();
        useUp(email);
        attempt(email, WRONG, older).expectStatus().isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
        attempt(email, WRONG, known).expectStatus().isUnauthorized();
    }

    private RestTestClient.ResponseSpec change(String token, Map<String, String> form) {
        return change(token, form, "");
    }

    private RestTestClient.ResponseSpec change(String token, Map<String, String> form, String cookie) {
        return http.post().uri("/auth/password").headers(headers -> {
            headers.setBearerAuth(token);
            if (!cookie.isEmpty()) {
                headers.set(HttpHeaders.COOKIE, cookie);
            }
        }).body(form).exchange();
    }

    private static Optional<String> cookie(RestTestClient.ResponseSpec answer) {
        return Optional.ofNullable(answer.expectBody().returnResult().getResponseHeaders()
                .getFirst(HttpHeaders.SET_COOKIE)).map(cookie -> cookie.substring(0, cookie.indexOf(';')));
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
