package dev.sluice.auth.administration;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

import dev.sluice.auth.AuthTest;
import dev.sluice.auth.People;
import dev.sluice.common.identity.Role;
import dev.sluice.common.test.TestIssuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@AuthTest
class AdministrationApiTests {

    @Autowired RestTestClient http;
    @Autowired People people;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionTemplate transactions;

    @Test
    void anAdministratorReplacesRoles() {
        String email = people.signUp(http);
        String administrator = people.administrator(http);

        JsonNode changed = People.answer(put(administrator, email.toUpperCase(Locale.ROOT),
                List.of("reviewer", "steward", "reviewer")).expectStatus().isOk());
        assertThat(changed.get("roles").toString()).isEqualTo("[\"reviewer\",\"steward\"]");
        assertThat(roles(email)).containsExactly("reviewer", "steward");

        put(administrator, email, List.of()).expectStatus().isOk();
        assertThat(roles(email)).isEmpty();
    }

    @Test
    void newRolesAreInTheNextToken() {
        String email = people.signUp(http);
        list(people.signIn(http, email), "").expectStatus().isForbidden();
        put(people.administrator(http), email, List.of("admin")).expectStatus().isOk();
        list(people.signIn(http, email), "").expectStatus().isOk();
        put(people.administrator(http), email, List.of("submitter")).expectStatus().isOk();
        list(people.signIn(http, email), "").expectStatus().isForbidden();
    }

    @Test
    void nobodyElseChangesRoles() {
        String email = people.signUp(http);
        TestIssuer issuer = TestIssuer.shared();
        String id = UUID.randomUUID().toString();
        http.put().uri("/admin/users/{email}/roles", email).body(List.of("admin")).exchange()
                .expectStatus().isUnauthorized();
        for (String bad : List.of(issuer.token(Role.ADMIN), issuer.expired(id, "x", Role.ADMIN),
                issuer.unsigned(id, "x", Role.ADMIN))) {
            put(bad, email, List.of("admin")).expectStatus().isUnauthorized();
        }
        String owner = people.signIn(http, email);
        put(owner, email, List.of("admin")).expectStatus().isForbidden()
                .expectHeader().contentType(MediaType.APPLICATION_PROBLEM_JSON);
        list(owner, "").expectStatus().isForbidden();

        assertThat(roles(email)).containsExactly("submitter");
    }

    @Test
    void whatIsNoRoleOrNobodyChangesNothing() {
        String email = people.signUp(http);
        String administrator = people.administrator(http);
        assertThat(type(put(administrator, email, List.of("reviewer", "king")).expectStatus().isBadRequest()))
                .isEqualTo("urn:sluice:problem:unknown-role");
        put(administrator, email, Map.of("role", "reviewer")).expectStatus().isBadRequest();
        assertThat(type(put(administrator, People.newAddress(), List.of("reviewer"))
                .expectStatus().isNotFound())).isEqualTo("urn:sluice:problem:account-not-found");
        put(administrator, "no address", List.of("reviewer")).expectStatus().isNotFound();
        assertThat(roles(email)).containsExactly("submitter");
    }

    @Test
    void theLastAdministratorStays() {
        String administrator = people.administrator(http);
        assertThat(type(put(administrator, people.administratorAddress(), List.of("reviewer"))
                .expectStatus().isEqualTo(409))).isEqualTo("urn:sluice:problem:last-administrator");
        put(administrator, people.administratorAddress(), List.of("admin", "reviewer")).expectStatus().isOk();
        assertThat(roles(people.administratorAddress())).containsExactly("admin", "reviewer");
        put(people.administrator(http), people.administratorAddress(), List.of("admin"))
                .expectStatus().isOk();
    }

    @Test
    void twoAdministratorsCannotDeposeEachOther() throws Exception {
        String first = people.administratorAddress();
        String token = people.administrator(http);
        String second = people.signUp(http);
        put(token, second, List.of("admin")).expectStatus().isOk();
        List<Future<RestTestClient.ResponseSpec>> answers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // Both have read who is administrator before either can write.
            transactions.executeWithoutResult(holding -> {
                jdbc.sql("select 1 from account for update").query(Integer.class).list();
                for (String deposed : List.of(first, second)) {
                    answers.add(threads.submit(() -> put(token, deposed, List.of("submitter"))));
                }
                await().atMost(Duration.ofSeconds(60)).until(() -> waiting() == 2);
            });
            for (Future<RestTestClient.ResponseSpec> answer : answers) {
                answer.get(60, TimeUnit.SECONDS);
            }
        }
        assertThat(jdbc.sql("select count(*) from account_role where role = 'admin'").query(Long.class)
                .single()).isOne();
        if (roles(first).equals(List.of("submitter"))) {
            put(people.signIn(http, second), first, List.of("admin")).expectStatus().isOk();
        }
        put(people.administrator(http), second, List.of("submitter")).expectStatus().isOk();
    }

    private long waiting() {
        return jdbc.sql("""
                select count(*) from pg_stat_activity
                where datname = current_database() and wait_event_type = 'Lock'""")
                .query(Long.class).single();
    }

    @Test
    void accountsAreFoundByAddressAndRoleAPageAtATime() {
        String administrator = people.administrator(http);
        String tag = UUID.randomUUID().toString().substring(0, 8);
        for (int number = 0; number < 3; number++) {
            http.post().uri("/auth/signup").body(People.form(number + "." + tag + "@example.org")).exchange()
                    .expectStatus().isCreated();
        }
        put(administrator, "2." + tag + "@example.org", List.of("steward")).expectStatus().isOk();

        JsonNode page = People.answer(list(administrator, "?size=2&page=1&email=" + tag)
                .expectStatus().isOk());
        assertThat(page.get("total").asInt()).isEqualTo(3);
        assertThat(page.get("page").asInt()).isEqualTo(1);
        assertThat(page.get("size").asInt()).isEqualTo(2);
        assertThat(page.get("items")).hasSize(1);
        assertThat(page.get("items").get(0).get("email").asString()).isEqualTo("2." + tag + "@example.org");

        assertThat(total(administrator, "?role=steward&email=" + tag)).isOne();
        assertThat(total(administrator, "?role=steward&email=%25")).isZero();
        assertThat(page.toString()).doesNotContain("hash", "argon2");
    }

    @Test
    void accountsAreFoundByWhetherTheyAreLockedToo() {
        String administrator = people.administrator(http);
        String tag = UUID.randomUUID().toString().substring(0, 8);
        for (String name : List.of("Free.", "locked.")) {
            http.post().uri("/auth/signup").body(People.form(name + tag + "@example.org")).exchange()
                    .expectStatus().isCreated();
        }
        http.put().uri("/admin/users/{email}/lock", "locked." + tag + "@example.org")
                .headers(headers -> headers.setBearerAuth(administrator)).exchange().expectStatus().isOk();

        assertThat(total(administrator, "?email=" + tag)).isEqualTo(2);
        assertThat(total(administrator, "?email=FREE." + tag + "&locked=false&role=submitter")).isOne();
        assertThat(total(administrator, "?email=free." + tag + "&locked=true")).isZero();
        assertThat(People.answer(list(administrator, "?locked=true&email=" + tag)).get("items").get(0)
                .get("email").asString()).isEqualTo("locked." + tag + "@example.org");
        JsonNode beyond = People.answer(list(administrator, "?page=2147483647&size=100&email=" + tag)
                .expectStatus().isOk());
        assertThat(beyond.get("items")).isEmpty();
        assertThat(beyond.get("total").asInt()).isEqualTo(2);
    }

    @Test
    void aPageThatCannotBeIsRefused() {
        String administrator = people.administrator(http);
        for (String query : List.of("?size=101", "?size=0", "?page=-1", "?role=king", "?page=x",
                "?locked=perhaps", "?email=%00")) {
            list(administrator, query).expectStatus().isBadRequest()
                    .expectHeader().contentType(MediaType.APPLICATION_PROBLEM_JSON);
        }
        assertThat(People.answer(list(administrator, "?role=king")).get("errors").get(0).get("parameter")
                .asString()).isEqualTo("role");
    }

    private RestTestClient.ResponseSpec put(String token, String email, Object roles) {
        return http.put().uri("/admin/users/{email}/roles", email)
                .headers(headers -> headers.setBearerAuth(token)).body(roles).exchange();
    }

    private RestTestClient.ResponseSpec list(String token, String query) {
        return http.get().uri(URI.create("/admin/users" + query))
                .headers(headers -> headers.setBearerAuth(token)).exchange();
    }

    private int total(String token, String query) {
        return People.answer(list(token, query)).get("total").asInt();
    }

    private static String type(RestTestClient.ResponseSpec response) {
        return People.answer(response).get("type").asString();
    }

    private List<String> roles(String email) {
        return jdbc.sql("""
                select role from account_role r join account a on a.id = r.account_id
                where a.email = ? order by role""").param(email).query(String.class).list();
    }
}
