package dev.sluice.auth.evidence;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

import dev.sluice.auth.AuthTest;
import dev.sluice.auth.People;
import dev.sluice.auth.TestAudit;
import dev.sluice.auth.TestClients;
import dev.sluice.auth.audit.AuditType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What is written down of what people and services do, and who may read it. */
@AuthTest
class AuditApiTests {

    private static final String WRONG = "gentle river stones";

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
    void everythingThatHappensToAnAccountIsWrittenDown() {
        String email = people.signUp(http);
        people.signIn(http, email);
        String token = people.signIn(http, email);
        String id = People.answer(get("/auth/me", token)).get("id").asString();
        http.post().uri("/auth/signin").header("X-Correlation-Id", "audit-" + id)
                .body(Map.of("email", email, "password", WRONG)).exchange().expectStatus().isUnauthorized();
        audited.about(id, 4);
        post("/auth/password", token, Map.of("current_password", WRONG, "new_password", WRONG)).expectStatus()
                .isForbidden();
        audited.about(id, 5);
        post("/auth/password", token, Map.of("current_password", People.PASSWORD, "new_password", WRONG))
                .expectStatus().isOk();
        audited.about(id, 7);
        token = people.signIn(http, email, WRONG);
        audited.about(id, 8);
        post("/auth/signout-everywhere", token, null).expectStatus().isNoContent();
        http.put().uri("/admin/users/{email}/roles", email).headers(h -> h.setBearerAuth(administrator))
                .body(List.of("steward", "reviewer")).exchange().expectStatus().isOk();
        lock(email, true);
        lock(email, true);
        http.post().uri("/auth/signin").body(Map.of("email", email, "password", WRONG)).exchange()
                .expectStatus().isUnauthorized();
        audited.about(id, 12);
        lock(email, false);
        String session = People.answer(http.post().uri("/auth/signin")
                .body(Map.of("email", email, "password", WRONG)).exchange()).get("refresh_token").asString();
        audited.about(id, 14);
        http.post().uri("/auth/signout").body(Map.of("refresh_token", session)).exchange()
                .expectStatus().isNoContent();

        List<Map<String, Object>> found = audited.about(id, 15);
        String by = People.answer(get("/auth/me", administrator)).get("id").asString();
        assertThat(found.stream().map(row -> row.get("type") + " " + who(row, by, id)).toList())
                .containsExactly(
                "account.registered nobody", "signin.succeeded self", "signin.succeeded self",
                "signin.refused nobody", "account.password-refused self", "account.password-changed self",
                "signin.succeeded self", "signin.succeeded self",
                "account.signed-out-everywhere self", "account.roles-changed administrator",
                "account.locked administrator", "signin.refused nobody", "account.unlocked administrator",
                "signin.succeeded self", "session.signed-out self");
        assertThat(found).allMatch(row -> "127.0.0.1".equals(row.get("network")));
        assertThat(said(found, 1)).contains("\"proof\": \"hashed\"");
        assertThat(said(found, 2)).contains("\"proof\": \"remembered\"");
        assertThat(said(found, 3)).contains("\"reason\": \"wrong-password\"");
        assertThat(found.get(3)).containsEntry("correlation", "audit-" + id);
        assertThat(said(found, 9)).contains("\"roles_after\": \"reviewer steward\"",
                "\"roles_before\": \"submitter\"");
        assertThat(said(found, 11)).contains("\"reason\": \"locked\"");
    }

    @Test
    void anUnknownAddressIsToldApartFromAWrongPasswordAndNeitherIsKept() {
        String typed = "my secret pass phrase " + System.nanoTime();
        String known = people.signUp(http);
        long before = audited.last();
        for (String email : List.of(typed, typed, known)) {
            http.post().uri("/auth/signin").body(Map.of("email", email, "password", WRONG)).exchange()
                    .expectStatus().isUnauthorized();
        }
        List<JsonNode> found = await().until(() -> items("type=signin.refused&size=100").stream()
                .filter(row -> row.get("sequence").asLong() > before).toList(), rows -> rows.size() >= 3);
        assertThat(found.stream().map(row -> row.get("detail").get("reason").asString()).toList())
                .containsExactly("wrong-password", "unknown-address", "unknown-address");
        List<JsonNode> marks = found.stream().map(row -> row.get("detail").get("fingerprint")).toList();
        assertThat(marks.get(1)).isEqualTo(marks.get(2)).isNotEqualTo(marks.get(0));
        assertThat(found.get(1).get("subject").isNull()).isTrue();
        String all = jdbc.sql("select string_agg(audit_event::text, ' ') from audit_event")
                .query(String.class).single();
        assertThat(all).doesNotContain(typed, known, WRONG, People.PASSWORD, "argon2")
                // A token; the first letters alone may be in the id of a key.
                .doesNotContainPattern("eyJ[\\w-]*\\.");
    }

    @Test
    void aUsedUpBudgetIsWrittenDown() {
        String email = people.signUp(http);
        String id = People.answer(get("/auth/me", people.signIn(http, email))).get("id").asString();
        for (int attempt = 0; attempt < 10; attempt++) {
            signIn(email, WRONG);
        }
        signIn(email, People.PASSWORD).expectStatus().isEqualTo(429);
        String mark = said(audited.about(id, 12), 11).replaceAll(".*\"fingerprint\": \"([^\"]*)\".*", "$1");
        assertThat(said(audited.saying("signin.refused", mark, 11), 10)).contains("too-many-attempts");
    }

    @Test
    void everythingThatHappensToAClientIsWrittenDown() {
        TestClients clients = new TestClients(http, administrator);
        TestClients.Registered client = clients.register("a", "b");
        String id = client.id();
        String token = clients.token(client);
        audited.about(id, 2);
        clients.call("/oauth2/token", TestClients.basic(id, "wrong"), "grant_type=client_credentials")
                .expectStatus().isUnauthorized();
        audited.about(id, 3);
        clients.call("/oauth2/revoke", client.basic(), "token=" + token).expectStatus().isOk();
        String secret = People.answer(clients.post("/admin/clients/" + id + "/secrets", null))
                .get("secret").get("id").asString();
        clients.delete(id + "/secrets/" + secret, null).expectStatus().isNoContent();
        clients.put(id, "*", Map.of("name", "Off", "scopes", List.of("a"), "disabled", true,
                "jwks", Map.of("keys", List.of(Map.of("kty", "OKP", "crv", "Ed25519",
                        "x", "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"))))).expectStatus().isOk();
        clients.delete(id, "*").expectStatus().isNoContent();
        clients.call("/oauth2/token", client.basic(), "grant_type=client_credentials")
                .expectStatus().isUnauthorized();

        List<Map<String, Object>> found = audited.about(id, 9);
        assertThat(TestAudit.types(found)).containsExactly("client.registered", "client.token-issued",
                "client.refused", "token.revoked", "client.secret-added", "client.secret-removed",
                "client.changed", "client.keys-changed", "client.deleted");
        assertThat(found).allMatch(row -> id.equals(row.get("client_id")));
        assertThat(found.get(1)).containsEntry("actor", id);
        assertThat(said(found, 2)).contains("not-proven");
        assertThat(said(found, 5)).contains(secret);
        assertThat(said(found, 6)).contains("\"scopes_before\": \"a b\"", "\"scopes_after\": \"a\"",
                "\"disabled_after\": \"true\"");
        // RFC 8037, appendix A.3: the thumbprint of that key.
        assertThat(said(found, 7)).contains("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
        assertThat(found.toString()).doesNotContain(client.secret(), token);
        // Of an id that nobody has only a fingerprint is kept.
        assertThat(audited.saying("client.refused", "unknown-client", 1).toString()).doesNotContain(id);
    }

    @Test
    void rowsAreFoundByWhatTheySayAPageAtATime() {
        String email = people.signUp(http);
        String id = People.answer(get("/auth/me", people.signIn(http, email))).get("id").asString();
        signIn(email, WRONG);
        audited.about(id, 3);

        JsonNode first = page("subject=" + id + "&size=2");
        assertThat(types(first)).containsExactly("signin.refused", "signin.succeeded");
        JsonNode second = page("subject=" + id + "&size=2&before=" + first.get("next").asLong());
        assertThat(types(second)).containsExactly("account.registered");
        assertThat(second.get("next").isNull()).isTrue();

        assertThat(types(page("subject=" + id + "&outcome=refused"))).containsExactly("signin.refused");
        assertThat(types(page("subject=" + id + "&type=account.registered")))
                .containsExactly("account.registered");
        assertThat(types(page("actor=" + id))).containsExactly("signin.succeeded");
        assertThat(types(page("subject=" + id + "&client=sluice"))).hasSize(2);
        assertThat(types(page("subject=" + id + "&network=127.0.0.1"))).hasSize(3);
        assertThat(types(page("subject=" + id + "&network=192.0.2.1"))).isEmpty();
        String at = first.get("items").get(0).get("at").asString();
        assertThat(types(page("subject=" + id + "&from=" + at))).containsExactly("signin.refused");
        assertThat(types(page("subject=" + id + "&to=" + at))).hasSize(2);
        for (String bad : List.of("type=king", "outcome=maybe", "network=nowhere", "network=example.org",
                "from=yesterday", "from=%2B100000000-01-01T00:00:00Z",
                "to=-100000000-01-01T00:00:00Z", "before=0", "before=x", "size=0", "size=101", "actor=%00")) {
            get("/admin/audit?" + bad, administrator).expectStatus().isBadRequest()
                    .expectHeader().contentType(MediaType.APPLICATION_PROBLEM_JSON);
        }
        assertThat(People.answer(get("/admin/audit?network=nowhere", administrator)).get("errors").get(0)
                .get("parameter").asString()).isEqualTo("network");
        assertThat(People.answer(get("/admin/audit?type=king", administrator)).get("types"))
                .hasSize(AuditType.values().length);
    }

    @Test
    void administratorsAndOperatorsReadAndOnlyAdministratorsExport() {
        String email = people.signUp(http);
        for (String role : List.of("submitter", "reviewer", "steward", "operator")) {
            http.put().uri("/admin/users/{email}/roles", email).headers(h -> h.setBearerAuth(administrator))
                    .body(List.of(role)).exchange().expectStatus().isOk();
            String token = people.signIn(http, email);
            int status = role.equals("operator") ? 200 : 403;
            get("/admin/audit", token).expectStatus().isEqualTo(status);
            get("/admin/audit/keys", token).expectStatus().isEqualTo(status);
            get("/admin/audit/export", token).expectStatus().isForbidden();
        }
        for (String path : List.of("/admin/audit", "/admin/audit/keys", "/admin/audit/export")) {
            http.get().uri(path).exchange().expectStatus().isUnauthorized();
        }
    }

    private JsonNode page(String query) {
        return People.answer(get("/admin/audit?" + query, administrator).expectStatus().isOk());
    }

    private List<JsonNode> items(String query) {
        return StreamSupport.stream(page(query).get("items").spliterator(), false).toList();
    }

    private static List<String> types(JsonNode page) {
        return StreamSupport.stream(page.get("items").spliterator(), false)
                .map(row -> row.get("type").asString()).toList();
    }

    private static String who(Map<String, Object> row, String administrator, String self) {
        Object actor = row.get("actor");
        return administrator.equals(actor) ? "administrator" : self.equals(actor) ? "self" : "nobody";
    }

    private static String said(List<Map<String, Object>> rows, int row) {
        return rows.get(row).get("detail").toString();
    }

    private RestTestClient.ResponseSpec signIn(String email, String password) {
        return http.post().uri("/auth/signin").body(Map.of("email", email, "password", password)).exchange();
    }

    private RestTestClient.ResponseSpec get(String path, String token) {
        return http.get().uri(URI.create(path)).headers(headers -> headers.setBearerAuth(token)).exchange();
    }

    private RestTestClient.ResponseSpec post(String path, String token, @Nullable Object body) {
        var request = http.post().uri(path).headers(headers -> headers.setBearerAuth(token));
        return body == null ? request.exchange() : request.body(body).exchange();
    }

    private void lock(String email, boolean locked) {
        var request = locked ? http.put() : http.delete();
        request.uri("/admin/users/{email}/lock", email)
                .headers(headers -> headers.setBearerAuth(administrator)).exchange().expectStatus().isOk();
    }
}
