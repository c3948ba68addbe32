package dev.sluice.auth.account;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

import dev.sluice.auth.AuthTest;
import dev.sluice.auth.People;
import dev.sluice.common.identity.Role;
import dev.sluice.common.test.TestIssuer;

import static org.assertj.core.api.Assertions.assertThat;

@AuthTest
class AccountApiTests {

    @Autowired RestTestClient http;
    @Autowired People people;
    @Autowired JdbcClient jdbc;

    @Test
    void whoeverSignsUpIsASubmitter() {
        String email = People.newAddress();
        JsonNode account = People.answer(http.post().uri("/auth/signup")
                .body(People.form("  " + email.toUpperCase(Locale.ROOT) + " ")).exchange()
                .expectStatus().isCreated());

        assertThat(account.get("email").asString()).isEqualTo(email);
        assertThat(account.get("roles").toString()).isEqualTo("[\"submitter\"]");
        assertThat(account.propertyNames()).doesNotContain("password", "password_hash");

        JsonNode me = People.answer(http.get().uri("/auth/me").headers(bearer(people.signIn(http, email)))
                .exchange().expectStatus().isOk());
        assertThat(me).isEqualTo(account);
    }

    @Test
    void onlyAHashOfThePasswordIsKept() {
        String email = people.signUp(http);
        assertThat(jdbc.sql("select password_hash from account where email = ?").param(email)
                .query(String.class).single()).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    }

    @Test
    void anAddressHasOneAccount() {
        String email = people.signUp(http);
        JsonNode problem = People.answer(http.post().uri("/auth/signup")
                .body(People.form(email.replace("example", "EXAMPLE"))).exchange()
                .expectStatus().isEqualTo(409)
                .expectHeader().contentType(MediaType.APPLICATION_PROBLEM_JSON));
        assertThat(problem.get("type").asString()).isEqualTo("urn:sluice:problem:email-taken");
    }

    @Test
    void twelveWhoSignUpWithOneAddressAtOnceGetOneAccount() throws Exception {
        String email = People.newAddress();
        int callers = 12;
        CyclicBarrier start = new CyclicBarrier(callers);
        Callable<Integer> signUp = () -> {
            start.await();
            int answer = 503;
            // Whoever is told to come back, because too many hash at once, does.
            while (answer == 503) {
                answer = http.post().uri("/auth/signup").body(People.form(email)).exchange()
                        .expectBody().returnResult().getStatus().value();
            }
            return answer;
        };
        List<Integer> answers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> answer : threads.invokeAll(Collections.nCopies(callers, signUp))) {
                answers.add(answer.get());
            }
        }
        assertThat(answers).containsOnlyOnce(201).containsOnly(201, 409);
        assertThat(accounts(email)).isOne();
    }

    @ParameterizedTest
    @CsvSource({"first_name,'', invalid-request", "last_name,, invalid-request",
        "email, ann, invalid-request", "email,, invalid-request", "password, too short, password-refused",
        "password, passwordpassword, password-refused", "password,, invalid-request",
        "first_name, 'A\u0000', invalid-request"})
    void aFormThatIsNotRightOpensNoAccount(String member, String value, String type) {
        String email = People.newAddress();
        Map<String, String> form = new HashMap<>(People.form(email));
        form.put(member, value);

        JsonNode problem = People.answer(http.post().uri("/auth/signup").body(form).exchange()
                .expectStatus().isBadRequest()
                .expectHeader().contentType(MediaType.APPLICATION_PROBLEM_JSON));

        assertThat(problem.get("type").asString()).isEqualTo("urn:sluice:problem:" + type);
        assertThat(problem.get("errors").get(0).get("pointer").asString()).isEqualTo("#/" + member);
        assertThat(accounts(email)).isZero();
    }

    @Test
    void aRefusalOfANewPasswordPointsAtTheNewOne() {
        String token = people.signIn(http, people.signUp(http));
        JsonNode problem = People.answer(http.post().uri("/auth/password").headers(bearer(token))
                .body(Map.of("current_password", People.PASSWORD, "new_password", "letmein 123 letmein"))
                .exchange().expectStatus().isBadRequest());
        assertThat(problem.get("errors").get(0).get("pointer").asString()).isEqualTo("#/new_password");
    }

    @Test
    void aFormThatIsTooLargeIsNotReadAndItsSenderIsToldTheLimit() {
        Map<String, String> form = new HashMap<>(People.form(People.newAddress()));
        form.put("password", "x".repeat(1 << 16));
        JsonNode problem = People.answer(http.post().uri("/auth/signup").body(form).exchange()
                .expectStatus().isEqualTo(413));
        assertThat(problem.get("max_bytes").asInt()).isEqualTo(1 << 16);
    }

    @Test
    void nobodyIsKnownWithoutAGoodToken() {
        http.get().uri("/auth/me").exchange().expectStatus().isUnauthorized()
                .expectHeader().exists(HttpHeaders.WWW_AUTHENTICATE)
                .expectHeader().contentType(MediaType.APPLICATION_PROBLEM_JSON);
        TestIssuer issuer = TestIssuer.shared();
        String good = people.signIn(http, people.signUp(http));
        for (String bad : List.of(issuer.token(Role.ADMIN), issuer.foreign("x", "x", Role.ADMIN),
                issuer.unsigned("x", "x", Role.ADMIN), issuer.confused("x", "x", Role.ADMIN),
                good.substring(0, good.length() - 8) + "AAAAAAAA", "no-token")) {
            http.get().uri("/auth/me").headers(bearer(bad)).exchange().expectStatus().isUnauthorized();
        }
    }

    private long accounts(String email) {
        return jdbc.sql("select count(*) from account where email = ?").param(email)
                .query(Long.class).single();
    }

    private static Consumer<HttpHeaders> bearer(String token) {
        return headers -> headers.setBearerAuth(token);
    }
}
