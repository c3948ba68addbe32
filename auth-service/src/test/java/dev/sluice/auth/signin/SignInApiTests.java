package dev.sluice.auth.signin;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.EntityExchangeResult;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

import dev.sluice.auth.AuthTest;
import dev.sluice.auth.People;

import static org.assertj.core.api.Assertions.assertThat;

@AuthTest
class SignInApiTests {

    /** More than a network has attempts at one account, and no more than there is room for. */
    private static final int WORKERS = 12;

    @Autowired RestTestClient http;
    @Autowired People people;
    @Autowired MeterRegistry meters;

    @Test
    void theRightPasswordGivesATokenInOAuthsWords() {
        String email = people.signUp(http);
        JsonNode answer = People.answer(attempt(email.toUpperCase(Locale.ROOT), People.PASSWORD)
                .expectStatus().isOk()
                .expectHeader().valueMatches(HttpHeaders.CACHE_CONTROL, ".*no-store.*"));

        assertThat(answer.propertyNames())
                .containsExactlyInAnyOrder("access_token", "token_type", "expires_in", "scope",
                        "refresh_token");
        assertThat(answer.get("token_type").asString()).isEqualTo("Bearer");
        assertThat(answer.get("expires_in").asInt()).isEqualTo(24 * 60);
        assertThat(answer.get("scope").asString()).isEqualTo("sluice");
    }

    @Test
    void thePasswordIsTheSameOnEveryKeyboard() {
        String email = People.newAddress();
        http.post().uri("/auth/signup").body(Map.of("first_name", "Jörg", "last_name", "Lee", "email", email,
                "password", "zwölf Boxkämpfer")).exchange().expectStatus().isCreated();
        attempt(email, "zwo\u0308lf Boxka\u0308mpfer").expectStatus().isOk();
        attempt(email, "zwolf Boxkampfer").expectStatus().isUnauthorized();
    }

    @Test
    void anUnknownAddressLooksAndCostsLikeAWrongPassword() {
        String email = people.signUp(http);
        double before = hashes();
        EntityExchangeResult<JsonNode> wrong = refusal(email, "gentle river stones");
        double afterWrong = hashes();
        EntityExchangeResult<JsonNode> unknown = refusal(People.newAddress(), "gentle river stones");
        double afterUnknown = hashes();
        EntityExchangeResult<JsonNode> noAddress = refusal("no address at all", "gentle river stones");
        double afterNoAddress = hashes();

        assertThat(unknown.getResponseBody()).isEqualTo(wrong.getResponseBody())
                .isEqualTo(noAddress.getResponseBody());
        assertThat(names(unknown)).isEqualTo(names(wrong)).isEqualTo(names(noAddress));
        assertThat(List.of(afterWrong - before, afterUnknown - afterWrong, afterNoAddress - afterUnknown))
                .containsOnly(1.0);
    }

    @Test
    void aPasswordThatNobodyCanHaveIsWrongToo() {
        String email = people.signUp(http);
        for (String password : List.of("x".repeat(2_000), "gentle river stone\ud83e", " ")) {
            for (String address : List.of(email, People.newAddress())) {
                attempt(address, password).expectStatus().isUnauthorized();
            }
        }
    }

    @Test
    void moreSignInsThanWeCanBearAreToldToComeBackAndNoneFails() throws Exception {
        List<HttpStatusCode> answers = new ArrayList<>();
        Callable<EntityExchangeResult<byte[]>> attempt =
                () -> attempt(People.newAddress(), People.PASSWORD).expectBody().returnResult();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<EntityExchangeResult<byte[]>> future
                    : callers.invokeAll(Collections.nCopies(60, attempt))) {
                EntityExchangeResult<byte[]> answer = future.get();
                answers.add(answer.getStatus());
                if (answer.getStatus() == HttpStatus.SERVICE_UNAVAILABLE) {
                    assertThat(answer.getResponseHeaders().getFirst(HttpHeaders.RETRY_AFTER))
                            .matches("[1-9]\\d?");
                }
            }
        }
        assertThat(answers).contains(HttpStatus.UNAUTHORIZED)
                .isSubsetOf(HttpStatus.UNAUTHORIZED, HttpStatus.SERVICE_UNAVAILABLE);
    }

    /** More than may guess at one account, and none of them guesses. */
    @Test
    void whoeverComesWithTheRightPasswordAtTheSameTimeIsLetIn() throws Exception {
        String email = people.signUp(http);
        double hashes = hashes();
        Callable<HttpStatusCode> signIn =
                () -> attempt(email, People.PASSWORD).expectBody().returnResult().getStatus();
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<HttpStatusCode> answer : workers.invokeAll(Collections.nCopies(WORKERS, signIn))) {
                assertThat(answer.get()).isEqualTo(HttpStatus.OK);
            }
        }
        assertThat(hashes() - hashes).as("hashes for %s sign-ins", WORKERS).isLessThan(WORKERS / 2.0);
    }

    @Test
    void anExpiredTokenAtTheDoorDoesNotKeepItsOwnerOut() {
        String email = people.signUp(http);
        http.post().uri("/auth/signin").headers(headers -> headers.setBearerAuth("long.gone.token"))
                .body(Map.of("email", email, "password", People.PASSWORD)).exchange().expectStatus().isOk();
    }

    @Test
    void whatIsNoSignInIsRefusedAsAProblem() {
        http.post().uri("/auth/signin").body(Map.of("email", "ann@example.org")).exchange()
                .expectStatus().isBadRequest().expectHeader().contentType(MediaType.APPLICATION_PROBLEM_JSON);
        http.post().uri("/auth/signin").contentType(MediaType.APPLICATION_JSON).body("{\"email\":").exchange()
                .expectStatus().isBadRequest().expectHeader().contentType(MediaType.APPLICATION_PROBLEM_JSON);
        http.get().uri("/auth/signin").exchange().expectStatus().isEqualTo(405);
    }

    @Test
    void signInsAreCountedByOutcomeOnly() {
        String email = people.signUp(http);
        double granted = signIns("proven");
        double refused = signIns("refused");
        attempt(email, People.PASSWORD).expectStatus().isOk();
        attempt(email, "gentle river stones").expectStatus().isUnauthorized();
        attempt(People.newAddress(), People.PASSWORD).expectStatus().isUnauthorized();
        assertThat(signIns("proven") - granted).isEqualTo(1);
        assertThat(signIns("refused") - refused).isEqualTo(2);
    }

    private RestTestClient.ResponseSpec attempt(String email, String password) {
        return http.post().uri("/auth/signin").body(Map.of("email", email, "password", password)).exchange();
    }

    private EntityExchangeResult<JsonNode> refusal(String email, String password) {
        return attempt(email, password).expectStatus().isUnauthorized().expectBody(JsonNode.class)
                .returnResult();
    }

    private static Set<String> names(EntityExchangeResult<?> answer) {
        return answer.getResponseHeaders().headerNames();
    }

    private double hashes() {
        return meters.get("sluice.auth.hashes").timer().count();
    }

    private double signIns(String outcome) {
        return meters.get("sluice.auth.signins").tag("outcome", outcome).counter().count();
    }
}
