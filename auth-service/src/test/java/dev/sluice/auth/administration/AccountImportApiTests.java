package dev.sluice.auth.administration;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.test.web.servlet.client.EntityExchangeResult;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

import dev.sluice.auth.AuthTest;
import dev.sluice.auth.People;

import static org.assertj.core.api.Assertions.assertThat;

@AuthTest
class AccountImportApiTests {

    private static final String SHORT = "kiteflyer7";

    @Autowired RestTestClient http;
    @Autowired People people;
    @Autowired JdbcClient jdbc;

    @Test
    void somebodyWithAHashOfAnotherSystemSignsInWithThePasswordFromThere() {
        String email = People.newAddress();
        String hash = bcrypt(SHORT);
        EntityExchangeResult<JsonNode> created = create(form(email.toUpperCase(Locale.ROOT), "password_hash",
                hash)).expectStatus().isCreated().expectBody(JsonNode.class).returnResult();

        JsonNode account = Objects.requireNonNull(created.getResponseBody());
        assertThat(account.get("email").asString()).isEqualTo(email);
        assertThat(account.get("roles").toString()).isEqualTo("[\"reviewer\",\"steward\"]");
        assertThat(account.toString()).doesNotContain("$2", "hash");
        String location = Objects.requireNonNull(created.getResponseHeaders()
                .getFirst(HttpHeaders.LOCATION));
        assertThat(People.answer(http.get().uri(URI.create(location)).headers(this::administrator)
                .exchange().expectStatus().isOk())).isEqualTo(account);

        people.signIn(http, email, SHORT);
        assertThat(hash(email)).startsWith("$argon2id$").isNotEqualTo(hash);
        assertThat(jdbc.sql("""
                select detail::text from audit_event where type = 'account.imported' and subject = ?""")
                .param(account.get("id").asString()).query(String.class).single())
                .contains("reviewer steward").doesNotContain("$2");
    }

    @Test
    void aHashOfArgon2idIsTakenToo() {
        String email = People.newAddress();
        String hash = new Argon2PasswordEncoder(16, 32, 2, 4_096, 3).encode(SHORT);
        create(form(email, "password_hash", hash)).expectStatus().isCreated();
        people.signIn(http, email, SHORT);
        assertThat(hash(email)).contains("$m=19456,t=2,p=1$");
    }

    @Test
    void aPlainPasswordMeetsTheRules() {
        String email = People.newAddress();
        JsonNode problem = refused(form(email, "password", SHORT));
        assertThat(problem.get("type").asString()).isEqualTo("urn:sluice:problem:password-refused");
        assertThat(pointer(problem)).isEqualTo("#/password");
        create(form(email, "password", People.PASSWORD)).expectStatus().isCreated();
        people.signIn(http, email);
    }

    @Test
    void anAddressThatIsTakenStaysWithItsAccount() {
        String email = people.signUp(http);
        String before = hash(email);
        for (var form : List.of(form(email, "password_hash", bcrypt(SHORT)),
                form(email, "password", People.PASSWORD))) {
            assertThat(People.answer(create(form).expectStatus().isEqualTo(409)).get("type").asString())
                    .isEqualTo("urn:sluice:problem:email-taken");
        }
        assertThat(hash(email)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"$2b$31$", "$2b$14$", "$2x$10$", "{bcrypt}$2b$10$", "plain text", ""})
    void aHashThatIsNoneOrTooDearIsRefusedAndNotRepeated(String beginning) {
        String hash = beginning + "abcdefghijklmnopqrstuvABCDEFGHIJKLMNOPQRSTUVWXYZ0123456"
                .substring(0, beginning.startsWith("$2") ? 53 : 20);
        aHashIsRefused(hash);
    }

    @ParameterizedTest
    @ValueSource(strings = {"m=2097152,t=1,p=1", "m=65536,t=1000,p=1", "m=65536,t=3,p=64",
        "m=4294967295,t=1,p=1"})
    void aHashOfArgon2idThatIsTooDearIsRefused(String parameters) {
        aHashIsRefused("$argon2id$v=19$" + parameters + "$c2FsdHNhbHRzYWx0c2E$"
                + "aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g");
    }

    private void aHashIsRefused(String hash) {
        String email = People.newAddress();
        JsonNode problem = refused(form(email, "password_hash", hash));
        assertThat(pointer(problem)).isEqualTo("#/password_hash");
        assertThat(problem.toString()).doesNotContain(hash);
        assertThat(accounts(email)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"email, ann, #/email", "first_name, '', #/first_name", "last_name, , #/last_name"})
    void aMemberThatIsWrongIsNamed(String member, String value, String pointer) {
        String email = People.newAddress();
        Map<String, Object> form = form(email, "password_hash", bcrypt(SHORT));
        form.put(member, value);
        assertThat(pointer(refused(form))).isEqualTo(pointer);
        assertThat(accounts(email)).isZero();
    }

    @Test
    void aRoleThatIsNoneIsNamed() {
        Map<String, Object> form = form(People.newAddress(), "password", People.PASSWORD);
        form.put("roles", List.of("reviewer", "king"));
        JsonNode problem = refused(form);
        assertThat(problem.get("type").asString()).isEqualTo("urn:sluice:problem:unknown-role");
        assertThat(pointer(problem)).isEqualTo("#/roles/1");
    }

    @Test
    void thereIsEitherAPasswordOrAHash() {
        Map<String, Object> both = form(People.newAddress(), "password", People.PASSWORD);
        both.put("password_hash", bcrypt(SHORT));
        Map<String, Object> neither = form(People.newAddress(), "password", People.PASSWORD);
        neither.remove("password");
        for (var form : List.of(both, neither)) {
            assertThat(pointer(refused(form))).isEqualTo("#/password");
        }
    }

    @Test
    void nobodyElseCreatesOrReadsAccounts() {
        String email = people.signUp(http);
        String owner = people.signIn(http, email);
        http.post().uri("/admin/users").headers(headers -> headers.setBearerAuth(owner))
                .body(form(People.newAddress(), "password", People.PASSWORD)).exchange()
                .expectStatus().isForbidden();
        http.get().uri("/admin/users/{email}", email).headers(headers -> headers.setBearerAuth(owner))
                .exchange().expectStatus().isForbidden();
        http.post().uri("/admin/users").body(form(People.newAddress(), "password", People.PASSWORD))
                .exchange().expectStatus().isUnauthorized();
    }

    @Test
    void anAccountThatIsNotThereIsNotFound() {
        assertThat(People.answer(http.get().uri("/admin/users/{email}", People.newAddress())
                .headers(this::administrator).exchange().expectStatus().isNotFound()).get("type").asString())
                .isEqualTo("urn:sluice:problem:account-not-found");
    }

    private static Map<String, Object> form(String email, String member, String secret) {
        return new HashMap<>(Map.of("email", email, "first_name", "Ann", "last_name", "Lee",
                "roles", List.of("reviewer", "steward"), member, secret));
    }

    private static String bcrypt(String password) {
        return Objects.requireNonNull(new BCryptPasswordEncoder(4).encode(password));
    }

    private RestTestClient.ResponseSpec create(Map<String, Object> form) {
        return http.post().uri("/admin/users").headers(this::administrator).body(form).exchange();
    }

    private JsonNode refused(Map<String, Object> form) {
        return People.answer(create(form).expectStatus().isBadRequest()
                .expectHeader().contentType(MediaType.APPLICATION_PROBLEM_JSON));
    }

    private void administrator(HttpHeaders headers) {
        headers.setBearerAuth(people.administrator(http));
    }

    private static String pointer(JsonNode problem) {
        return problem.get("errors").get(0).get("pointer").asString();
    }

    private String hash(String email) {
        return jdbc.sql("select password_hash from account where email = ?").param(email)
                .query(String.class).single();
    }

    private long accounts(String email) {
        return jdbc.sql("select count(*) from account where email = ?").param(email)
                .query(Long.class).single();
    }
}
