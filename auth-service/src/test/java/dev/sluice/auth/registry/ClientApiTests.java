package dev.sluice.auth.registry;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

import dev.sluice.auth.AuthTest;
import dev.sluice.auth.People;
import dev.sluice.auth.TestClients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@AuthTest
class ClientApiTests {

    private static final String GRANT = "grant_type=client_credentials";

    @Autowired RestTestClient http;
    @Autowired People people;
    @Autowired JdbcClient jdbc;

    private TestClients clients;

    @BeforeEach
    void signIn() {
        clients = new TestClients(http, people.administrator(http));
    }

    @Test
    void aSecretIsShownOnceAndKeptAsItsHash() {
        TestClients.Registered client = clients.register("flags:evaluate");
        assertThat(clients.token(client)).isNotEmpty();
        String shown = clients.read(client.id()).expectBody(String.class).returnResult().getResponseBody();
        assertThat(shown).contains("\"authentication\":\"client_secret\"", "\"ends_at\":null")
                .doesNotContain(client.secret(), "sha256");
        assertThat(jdbc.sql("select secrets::text from client where id = ?").param(client.id())
                .query(String.class).single()).contains("sha256").doesNotContain(client.secret());
    }

    @Test
    void twoSecretsAreGoodUntilTheFirstOneEnds() {
        TestClients.Registered old = clients.register();
        JsonNode answer = People.answer(clients.post(
                "/admin/clients/" + old.id() + "/secrets?overlap_seconds=2", null).expectStatus().isCreated()
                .expectHeader().valueMatches(HttpHeaders.CACHE_CONTROL, ".*no-store.*"));
        var fresh = new TestClients.Registered(old.id(), answer.get("secret").get("secret").asString());
        assertThat(answer.get("client").get("secrets").get(0).get("ends_at").isNull()).isFalse();
        token(old, 200);
        token(fresh, 200);
        assertThat(problem(clients.post("/admin/clients/" + old.id() + "/secrets", null)))
                .isEqualTo("secret-refused");
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> token(old, 401));
        token(fresh, 200);

        String secret = answer.get("secret").get("id").asString();
        clients.delete(old.id() + "/secrets/" + secret, null).expectStatus().isNoContent();
        token(fresh, 401);
        clients.delete(old.id() + "/secrets/" + secret, null).expectStatus().isNotFound();
        var wrong = clients.post("/admin/clients/" + old.id() + "/secrets?overlap_seconds=-1", null);
        assertThat(People.answer(wrong.expectStatus().isBadRequest()).get("errors").get(0).get("parameter")
                .asString()).isEqualTo("overlap_seconds");
    }

    @Test
    void aSecretThatIsReplacedAtOnceProvesNothingAnyMore() {
        TestClients.Registered old = clients.register();
        clients.post("/admin/clients/" + old.id() + "/secrets?overlap_seconds=0", null)
                .expectStatus().isCreated();
        token(old, 401);
    }

    @Test
    void whatIsTakenFromAClientEndsItsTokensAndAnotherNameDoesNot() {
        TestClients.Registered client = clients.register("a", "b");
        String token = clients.token(client);
        change(client, wanted("Another name", false, "a", "b", "c"));
        me(token, 404);
        change(client, wanted("Another name", false, "a"));
        me(token, 401);

        String next = clients.token(client);
        me(next, 404);
        change(client, wanted("Another name", true, "a"));
        token(client, 401);
        me(next, 401);
        change(client, wanted("Another name", false, "a"));
        me(next, 401);
        me(clients.token(client), 404);
    }

    @Test
    void aClientThatWasDeletedLeavesNothingToItsNamesake() {
        TestClients.Registered client = clients.register();
        String token = clients.token(client);
        String tag = tag(client.id());
        clients.delete(client.id(), tag).expectStatus().isNoContent();
        token(client, 401);
        me(token, 401);
        clients.read(client.id()).expectStatus().isNotFound();

        clients.post("/admin/clients", TestClients.form(client.id())).expectStatus().isCreated();
        token(client, 401);
        me(token, 401);
        assertThat(problem(clients.delete(client.id(), tag))).isEqualTo("client-changed-meanwhile");
    }

    @Test
    void aClientIsChangedInAKnownVersionOnly() {
        String id = clients.register().id();
        String tag = tag(id);
        Map<String, Object> wanted = wanted("First", false);
        assertThat(problem(clients.put(id, null, wanted))).isEqualTo("condition-missing");
        assertThat(problem(clients.delete(id, null))).isEqualTo("condition-missing");
        clients.put(id, tag, wanted).expectStatus().isOk();
        assertThat(problem(clients.put(id, tag, wanted))).isEqualTo("client-changed-meanwhile");
        clients.put(id, "\"0\", " + tag(id), wanted).expectStatus().isOk();
    }

    @Test
    void whatWasReadMayBeWrittenBack() {
        String id = clients.register("a").id();
        Map<?, ?> read = clients.read(id).expectBody(Map.class).returnResult().getResponseBody();
        Map<Object, Object> wanted = new HashMap<>(read);
        wanted.put("name", "Written back");
        assertThat(People.answer(clients.put(id, "*", wanted)).get("name").asString())
                .isEqualTo("Written back");
    }

    @Test
    void aClientOfTheConfigurationIsShownAndNotChanged() {
        JsonNode shown = People.answer(clients.read("approval-service").expectStatus().isOk());
        assertThat(shown.get("source").asString()).isEqualTo("configuration");
        assertThat(shown.get("secrets").isEmpty()).isTrue();
        Map<String, Object> wanted = wanted("Mine", false, "admin");
        assertThat(problem(clients.put("approval-service", "*", wanted))).isEqualTo("client-configured");
        assertThat(problem(clients.delete("approval-service", "*"))).isEqualTo("client-configured");
        assertThat(problem(clients.post("/admin/clients/approval-service/secrets", null)))
                .isEqualTo("client-configured");
        assertThat(problem(clients.post("/admin/clients", TestClients.form("approval-service"))))
                .isEqualTo("client-taken");
    }

    @Test
    void aListHoldsThoseOfBothSourcesInPages() {
        String first = clients.register("list:a").id();
        String second = clients.register("list:a", "list:b").id();
        assertThat(ids("?scope=list:a")).containsExactlyInAnyOrder(first, second);
        assertThat(ids("?scope=list:b")).containsExactly(second);
        assertThat(ids("?name=" + first.toUpperCase(Locale.ROOT))).containsExactly(first);
        assertThat(ids("?name=Approval")).containsExactly("approval-service");
        assertThat(ids("?disabled=true&scope=list:a")).isEmpty();
        assertThat(ids("?size=1")).containsExactly("approval-service");
        List<String> all = ids("?size=100");
        assertThat(ids("?size=2&page=0")).isEqualTo(all.subList(0, 2));
        assertThat(ids("?size=1&page=1")).isEqualTo(all.subList(1, 2));
    }

    @Test
    void whatCannotBeAClientIsRefused() throws Exception {
        String id = clients.register().id();
        assertThat(problem(clients.post("/admin/clients", TestClients.form(id)))).isEqualTo("client-taken");
        for (String bad : List.of("4dc7a0d8-7d3c-4b4e-9d4c-5f5b1b1c0f8a", "sluice", "a b", "")) {
            clients.post("/admin/clients", TestClients.form(bad)).expectStatus().isBadRequest();
        }
        clients.post("/admin/clients", TestClients.form(TestClients.newId(), "two words"))
                .expectStatus().isBadRequest();
        Map<String, Object> privateKey = TestClients.form(TestClients.newId());
        privateKey.put("jwks", new JWKSet(new ECKeyGenerator(Curve.P_256).generate()).toJSONObject(false));
        JsonNode refused = People.answer(clients.post("/admin/clients", privateKey)
                .expectStatus().isBadRequest());
        assertThat(refused.toString()).contains("#/jwks", "public keys only");
    }

    @Test
    void aClientWithKeysHasNoSecret() throws Exception {
        String id = clients.register(new JWKSet(new ECKeyGenerator(Curve.P_256).generate())
                .toJSONObject(true), "a");
        JsonNode shown = People.answer(clients.read(id));
        assertThat(shown.get("authentication").asString()).isEqualTo("private_key_jwt");
        assertThat(shown.get("jwks").get("keys").size()).isOne();
        assertThat(problem(clients.post("/admin/clients/" + id + "/secrets", null)))
                .isEqualTo("secret-refused");
        clients.put(id, "*", wanted("With a secret", false)).expectStatus().isOk();
        clients.post("/admin/clients/" + id + "/secrets", null).expectStatus().isCreated();
    }

    @Test
    void nobodyElseTouchesAClient() {
        TestClients stranger = new TestClients(http, people.signIn(http, people.signUp(http)));
        stranger.read("approval-service").expectStatus().isForbidden();
        stranger.post("/admin/clients", TestClients.form("mine")).expectStatus().isForbidden();
        TestClients service = new TestClients(http, clients.token(clients.register("admin")));
        service.post("/admin/clients", TestClients.form("mine")).expectStatus().isForbidden();
        http.get().uri("/admin/clients").exchange().expectStatus().isUnauthorized();
    }

    private static Map<String, Object> wanted(String name, boolean disabled, String... scopes) {
        return Map.of("name", name, "scopes", List.of(scopes), "disabled", disabled);
    }

    private void change(TestClients.Registered client, Map<String, Object> wanted) {
        clients.put(client.id(), tag(client.id()), wanted).expectStatus().isOk();
    }

    private String tag(String id) {
        return clients.read(id).returnResult(Void.class).getResponseHeaders().getETag();
    }

    private void token(TestClients.Registered client, int status) {
        clients.call("/oauth2/token", client.basic(), GRANT).expectStatus().isEqualTo(status);
    }

    /** A service has no account (404); a token that has ended says nothing at all (401). */
    private void me(String token, int status) {
        http.get().uri("/auth/me").headers(headers -> headers.setBearerAuth(token)).exchange()
                .expectStatus().isEqualTo(status);
    }

    private List<String> ids(String query) {
        return People.answer(http.get().uri("/admin/clients" + query)
                        .headers(headers -> headers.setBearerAuth(clients.administrator())).exchange())
                .get("items").valueStream().map(client -> client.get("id").asString()).toList();
    }

    private static String problem(RestTestClient.ResponseSpec response) {
        return People.answer(response).get("type").asString().substring("urn:sluice:problem:".length());
    }
}
