package dev.sluice.auth.signin;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

import dev.sluice.auth.AuthTest;
import dev.sluice.auth.People;
import dev.sluice.auth.password.HashingBusy;
import dev.sluice.auth.password.PasswordHashes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** All places among the hashes are taken. */
@AuthTest
class FullHouseApiTests {

    private static final String WRONG = "gentle river stones";
    /** More than any budget has. */
    private static final int MANY = 12;

    @Autowired RestTestClient http;
    @Autowired People people;
    @Autowired MeterRegistry meters;
    @Autowired PasswordHashes hashes;

    private final Deque<PasswordHashes.Turn> taken = new ArrayDeque<>();
    private String email;
    private String token;

    @BeforeEach
    void somebody() {
        email = people.signUp(http);
        token = people.signIn(http, email);
    }

    @AfterEach
    void free() {
        taken.forEach(PasswordHashes.Turn::close);
        taken.clear();
    }

    @Test
    void aSignInIsToldSoWithoutAQueryOrAHash() {
        takeAll();
        double computed = computed();
        double queries = queries("/auth/signin");
        for (int attempt = 0; attempt < MANY; attempt++) {
            busy("/auth/signin", Map.of("email", email, "password", WRONG));
        }
        busy("/auth/signin", Map.of("email", People.newAddress(), "password", WRONG));
        assertThat(queries("/auth/signin")).isEqualTo(queries);
        assertThat(computed()).isEqualTo(computed);
        free();
        signIn(WRONG).expectStatus().isUnauthorized();
    }

    @Test
    void aSignUpIsToldSoForAFreeAddressAndForOneThatIsTaken() {
        takeAll();
        double queries = queries("/auth/signup");
        busy("/auth/signup", People.form(email));
        busy("/auth/signup", People.form(People.newAddress()));
        assertThat(queries("/auth/signup")).isEqualTo(queries);
        free();
        http.post().uri("/auth/signup").body(People.form(email)).exchange().expectStatus().isEqualTo(409);
    }

    @Test
    void aChangeOfPasswordThatFindsNoPlaceIsNoAttempt() {
        takeAll();
        Map<String, String> form = Map.of("current_password", WRONG, "new_password", "plum orchard kite");
        for (int attempt = 0; attempt < MANY; attempt++) {
            busy("/auth/password", form);
        }
        free();
        http.post().uri("/auth/password").headers(headers -> headers.setBearerAuth(token)).body(form)
                .exchange().expectStatus().isForbidden();
    }

    private void takeAll() {
        assertThatThrownBy(() -> {
            while (true) {
                taken.add(hashes.turn());
            }
        }).isInstanceOf(HashingBusy.class);
    }

    private void busy(String path, Map<String, String> form) {
        JsonNode told = People.answer(http.post().uri(path).headers(headers -> {
            if (path.equals("/auth/password")) {
                headers.setBearerAuth(token);
            }
        }).body(form).exchange().expectStatus().isEqualTo(HttpStatus.SERVICE_UNAVAILABLE));
        assertThat(told.get("type").asString()).isEqualTo("urn:sluice:problem:too-many-signins");
    }

    private RestTestClient.ResponseSpec signIn(String password) {
        return http.post().uri("/auth/signin").body(Map.of("email", email, "password", password)).exchange();
    }

    private double computed() {
        return meters.get("sluice.auth.hashes").timer().count();
    }

    private double queries(String path) {
        return meters.find("sluice.database.statements").tag("uri", path).counters().stream()
                .mapToDouble(Counter::count).sum();
    }
}
