package dev.sluice.auth.evidence;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

import dev.sluice.auth.AuthTest;
import dev.sluice.auth.People;
import dev.sluice.auth.TestAudit;
import dev.sluice.auth.TestClients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What is written down of those who are refused. */
@AuthTest
class RefusalApiTests {

    @Autowired RestTestClient http;
    @Autowired People people;
    @Autowired JdbcClient jdbc;

    private TestAudit audited;
    private String administrator;

    @BeforeEach
    void begin() {
        audited = new TestAudit(jdbc);
        administrator = people.administrator(http);
    }

    @Test
    void whoCallsWhatTheyMayNotIsNamedWithTheRouteAndNothingElse() {
        String token = people.signIn(http, people.signUp(http));
        String id = People.answer(get("/auth/me", token)).get("id").asString();
        long before = audited.last();
        for (String path : List.of("/admin/users/secret@example.org?page=secret", "/admin/audit",
                "/admin/secret")) {
            http.get().uri(URI.create(path)).exchange().expectStatus().isUnauthorized();
            http.get().uri(URI.create(path)).headers(headers -> headers.setBearerAuth("no.such.token"))
                    .exchange().expectStatus().isUnauthorized();
            get(path, token).expectStatus().isForbidden();
        }
        http.put().uri("/admin/users/{email}/lock", "secret@example.org")
                .headers(headers -> headers.setBearerAuth(token)).exchange().expectStatus().isForbidden();
        TestClients clients = new TestClients(http, administrator);
        TestClients.Registered client = clients.register("a");
        get("/admin/users", clients.token(client)).expectStatus().isForbidden();

        List<Map<String, Object>> found = after(before, "access.refused", 5);
        assertThat(found.stream().map(row -> row.get("actor")).toList())
                .containsExactly(id, id, id, id, client.id());
        assertThat(found.stream().map(row -> row.get("detail")).toList()).containsExactly(
                "{\"route\": \"GET /admin/users/{email}\"}", "{\"route\": \"GET /admin/audit\"}",
                "{\"route\": \"GET no route\"}", "{\"route\": \"PUT /admin/users/{email}/lock\"}",
                "{\"route\": \"GET /admin/users\"}");
        assertThat(found).allMatch(row -> row.get("outcome").equals("refused")
                && row.get("network").equals("127.0.0.1") && row.get("correlation") != null);
    }

    @Test
    void aRefusedRefreshSaysWhyAndWhose() {
        String email = people.signUp(http);
        JsonNode answer = signIn(email);
        String id = People.answer(get("/auth/me", answer.get("access_token").asString())).get("id")
                .asString();
        String ended = answer.get("refresh_token").asString();
        http.post().uri("/auth/signout").body(Map.of("refresh_token", ended)).exchange().expectStatus()
                .isNoContent();
        String locked = signIn(email).get("refresh_token").asString();
        http.put().uri("/admin/users/{email}/lock", email)
                .headers(headers -> headers.setBearerAuth(administrator)).exchange().expectStatus().isOk();
        long before = audited.last();
        for (String token : List.of("no such token", locked, ended)) {
            http.post().uri("/auth/refresh").body(Map.of("refresh_token", token)).exchange().expectStatus()
                    .isUnauthorized();
        }

        List<Map<String, Object>> found = after(before, "session.refused", 3);
        assertThat(found.get(0).get("subject")).isNull();
        assertThat(said(found, 0)).isEqualTo("{\"reason\": \"unknown-token\"}");
        assertThat(found.subList(1, 3)).allMatch(row -> id.equals(row.get("subject")));
        assertThat(said(found, 1)).contains("\"reason\": \"account-changed\"", "\"session\"");
        assertThat(found.toString()).doesNotContain("no such token", locked, ended);
        http.delete().uri("/admin/users/{email}/lock", email)
                .headers(headers -> headers.setBearerAuth(administrator)).exchange().expectStatus().isOk();
        answer = signIn(email);
        ended = answer.get("refresh_token").asString();
        http.post().uri("/auth/signout").body(Map.of("refresh_token", ended)).exchange().expectStatus()
                .isNoContent();
        http.post().uri("/auth/refresh").body(Map.of("refresh_token", ended)).exchange().expectStatus()
                .isUnauthorized();
        assertThat(said(after(before, "session.refused", 4), 3)).contains("\"reason\": \"ended\"");
    }

    @Test
    void aSignUpWithATakenAddressIsKnownByTheFingerprintThatItsSignInsHave() {
        String email = people.signUp(http);
        http.post().uri("/auth/signin").body(Map.of("email", email, "password", "gentle river stones"))
                .exchange().expectStatus().isUnauthorized();
        long before = audited.last();
        http.post().uri("/auth/signup").body(People.form(" " + email.toUpperCase(Locale.ROOT)))
                .exchange().expectStatus().isEqualTo(409);
        String mark = said(after(before, "signup.refused", 1), 0)
                .replaceAll(".*\"fingerprint\": \"([^\"]*)\".*", "$1");
        assertThat(mark).hasSizeGreaterThan(15).doesNotContain(email);
        assertThat(audited.saying("signin.refused", mark, 1)).hasSize(1);
    }

    private List<Map<String, Object>> after(long before, String type, int rows) {
        return await().until(() -> audited.saying(type, "", 0).stream()
                .filter(row -> (long) row.get("sequence") > before).toList(), found -> found.size() >= rows);
    }

    private static String said(List<Map<String, Object>> rows, int row) {
        return rows.get(row).get("detail").toString();
    }

    private JsonNode signIn(String email) {
        return People.answer(http.post().uri("/auth/signin")
                .body(Map.of("email", email, "password", People.PASSWORD)).exchange().expectStatus().isOk());
    }

    private RestTestClient.ResponseSpec get(String path, String token) {
        return http.get().uri(URI.create(path)).headers(headers -> headers.setBearerAuth(token)).exchange();
    }
}
