package dev.sluice.auth.oauth;

import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

import com.nimbusds.jwt.SignedJWT;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.auth.AuthTest;
import dev.sluice.auth.People;
import dev.sluice.auth.TestAudit;
import dev.sluice.auth.TestClients;
import dev.sluice.auth.key.KeyRing;
import dev.sluice.auth.token.Mint;
import dev.sluice.common.revocation.Mark;
import dev.sluice.common.test.token.TokenForge;

import static org.assertj.core.api.Assertions.assertThat;

/** What clients ask about tokens, and how they end them. */
@AuthTest
class PresentedTokenApiTests {

    private static final String INACTIVE = "{\"active\":false}";

    @Autowired RestTestClient http;
    @Autowired People people;
    @Autowired JdbcClient jdbc;
    @Autowired KeyRing ring;
    @Autowired Mint mint;

    private TestClients clients;
    private TestClients.Registered client;

    @BeforeEach
    void register() {
        clients = new TestClients(http, people.administrator(http));
        client = clients.register("flags:evaluate", "a");
    }

    @Test
    void aServicesTokenIsDescribedWhileItIsGood() {
        String token = clients.token(client);
        JsonNode said = JsonMapper.shared().readTree(introspect(token));
        assertThat(said.get("active").asBoolean()).isTrue();
        assertThat(said.get("token_type").asString()).isEqualTo("Bearer");
        assertThat(said.get("client_id").asString()).isEqualTo(client.id());
        assertThat(said.get("sub").asString()).isEqualTo(client.id());
        assertThat(said.get("scope").asString()).isEqualTo("a flags:evaluate");
        assertThat(said.get("iss").asString()).isEqualTo(mint.issuer());
        assertThat(said.get("aud").get(0).asString()).isEqualTo("sluice");
        assertThat(said.get("exp").asLong() - said.get("iat").asLong()).isEqualTo(1440);
        assertThat(said.has("sid")).isFalse();
    }

    @Test
    void aPersonsTokensAreDescribedUntilTheSessionEnds() {
        JsonNode session = session();
        JsonNode access = JsonMapper.shared().readTree(introspect(access(session)));
        assertThat(access.get("username").asString()).contains("@example.org");
        assertThat(access.get("roles").get(0).asString()).isEqualTo("submitter");
        JsonNode refresh = JsonMapper.shared().readTree(introspectRefresh(session));
        assertThat(refresh.get("client_id").asString()).isEqualTo("sluice");
        assertThat(refresh.get("sub")).isEqualTo(access.get("sub"));
        assertThat(refresh.get("sid")).isEqualTo(access.get("sid"));
        assertThat(refresh.get("exp").asLong() - refresh.get("iat").asLong()).isEqualTo(7 * 24 * 3600);
        assertThat(refresh.has("token_type")).isFalse();

        http.post().uri("/auth/signout").body(Map.of("refresh_token", refresh(session))).exchange()
                .expectStatus().isNoContent();
        assertThat(introspect(access(session))).isEqualTo(INACTIVE);
        assertThat(introspectRefresh(session)).isEqualTo(INACTIVE);
    }

    @Test
    void askingAboutARefreshTokenDoesNotUseIt() {
        JsonNode session = session();
        introspectRefresh(session);
        JsonNode next = refreshed(session);
        assertThat(introspectRefresh(session)).as("it has been used").isEqualTo(INACTIVE);
        assertThat(introspectRefresh(next)).contains("\"active\":true");
        http.post().uri("/auth/signout-everywhere").headers(h -> h.setBearerAuth(access(next))).exchange()
                .expectStatus().isNoContent();
        assertThat(introspectRefresh(next)).isEqualTo(INACTIVE);
        assertThat(introspect(access(next))).isEqualTo(INACTIVE);
    }

    @Test
    void whoAsksAboutABearerIsNotToldThatARefreshTokenIsGood() {
        JsonNode session = session();
        for (String hint : List.of("", "&token_type_hint=", "&token_type_hint=access_token",
                "&token_type_hint=nonsense")) {
            assertThat(introspect(refresh(session) + hint)).as(hint).isEqualTo(INACTIVE);
            assertThat(introspect(access(session) + hint)).as(hint).contains("\"active\":true");
        }
        assertThat(introspectRefresh(session)).contains("\"active\":true");
        assertThat(introspect(access(session) + "&token_type_hint=refresh_token"))
                .as("a hint may be wrong").contains("\"active\":true");
    }

    @Test
    void ofWhateverIsNotGoodThereIsNothingToSay() {
        String token = clients.token(client);
        String payload = token.substring(token.indexOf('.'), token.lastIndexOf('.'));
        for (String bad : List.of("x", "a.b.c", "..", "e30" + payload + ".", token + "x",
                token.substring(0, token.length() - 3), "eyJhbGciOiJub25lIn0" + payload + ".",
                mint.statement("revocations+jwt", Map.of("aud", "sluice", "sub", "x", "exp", 9_999_999_999L)),
                "y".repeat(9000))) {
            assertThat(introspect(bad)).isEqualTo(INACTIVE);
        }
    }

    @Test
    void aTokenIsNotActiveForAMomentLongerThanItSays() {
        String good = access(session());
        PrivateKey key = (PrivateKey) ring.current().key();
        long now = Instant.now().getEpochSecond();
        String older = TokenForge.like(good, key).withClaim("iat", now - 60);
        String expired = TokenForge.like(older, key).withClaim("exp", now - 1);
        assertThat(introspect(good)).contains("\"active\":true");
        assertThat(introspect(expired)).isEqualTo(INACTIVE);
        http.get().uri("/auth/me").headers(headers -> headers.setBearerAuth(expired)).exchange()
                .expectStatus().isOk();
    }

    @Test
    void onlyAServiceThatProvesItselfMayAsk() {
        String form = "token=" + clients.token(client);
        call("/oauth2/introspect", null, form).expectStatus().isUnauthorized()
                .expectHeader().valueMatches(HttpHeaders.WWW_AUTHENTICATE, "Basic .*");
        call("/oauth2/introspect", null, form + "&client_id=sluice").expectStatus().isUnauthorized();
        call("/oauth2/introspect", TestClients.basic(client.id(), "wrong"), form)
                .expectStatus().isUnauthorized();
        call("/oauth2/introspect", client.basic(), "").expectStatus().isBadRequest();
        call("/oauth2/introspect?" + form, client.basic(), "").expectStatus().isBadRequest();
        call("/oauth2/introspect", null, form + "&client_id=" + client.id() + "&client_secret="
                + client.secret()).expectStatus().isOk();
    }

    @Test
    void nobodyMakesUsReadALongForm() {
        String most = "token=" + "x".repeat(64 * 1024);
        call("/oauth2/introspect", null, most.substring("token=".length())).expectStatus().isUnauthorized();
        for (String path : List.of("/oauth2/introspect", "/oauth2/revoke", "/oauth2/token")) {
            String refusal = call(path, null, most).expectStatus().isEqualTo(HttpStatus.CONTENT_TOO_LARGE)
                    .expectBody(String.class).returnResult().getResponseBody();
            assertThat(refusal).contains("\"error\":\"invalid_request\"").doesNotContain("xxx");
        }
    }

    @Test
    void aServiceEndsItsTokenAndEverybodyHearsOfIt() throws Exception {
        String token = clients.token(client);
        String other = clients.token(client);
        String id = JsonMapper.shared().readTree(introspect(token)).get("jti").asString();
        Instant end = Instant.ofEpochSecond(
                JsonMapper.shared().readTree(introspect(token)).get("exp").asLong());
        revoke(client.basic(), token).expectStatus().isOk();
        assertThat(jdbc.sql("select until from revocation where mark = ?")
                .param(Mark.ofToken(id).toString()).query(OffsetDateTime.class).single().toInstant())
                .as("remembered as long as the token is good, and for clocks that are apart")
                .isBetween(end.plus(Duration.ofMinutes(5)), end.plus(Duration.ofMinutes(10)));
        assertThat(introspect(token)).isEqualTo(INACTIVE);
        assertThat(introspect(other)).contains("\"active\":true");
        http.get().uri("/auth/me").headers(headers -> headers.setBearerAuth(token)).exchange()
                .expectStatus().isUnauthorized();
        assertThat(revocations(id)).isOne();
        revoke(client.basic(), token).expectStatus().isOk();
        assertThat(revocations(id)).isOne();
    }

    @Test
    void aRefreshTokenEndsItsSession() {
        JsonNode session = session();
        revoke(null, refresh(session) + "&client_id=sluice").expectStatus().isOk()
                .expectBody().isEmpty();
        assertThat(introspect(access(session))).isEqualTo(INACTIVE);
        http.post().uri("/auth/refresh").body(Map.of("refresh_token", refresh(session))).exchange()
                .expectStatus().isUnauthorized();
        revoke(null, refresh(session) + "&client_id=sluice").expectStatus().isOk();
    }

    @Test
    void aRefreshTokenThatWasUsedEndsItsSessionToo() throws Exception {
        JsonNode begun = session();
        JsonNode current = refreshed(refreshed(begun));
        assertThat(introspectRefresh(begun)).as("it is good for nothing else").isEqualTo(INACTIVE);
        revoke(clients.register("a").basic(), refresh(begun)).expectStatus().isBadRequest();
        assertThat(introspectRefresh(current)).contains("\"active\":true");

        revoke(null, refresh(begun) + "&client_id=sluice").expectStatus().isOk();
        assertThat(introspectRefresh(current)).isEqualTo(INACTIVE);
        assertThat(introspect(access(current))).isEqualTo(INACTIVE);
        http.post().uri("/auth/refresh").body(Map.of("refresh_token", refresh(current))).exchange()
                .expectStatus().isUnauthorized();
        // There is nothing left to end.
        revoke(null, refresh(begun) + "&client_id=sluice").expectStatus().isOk();
        String session = SignedJWT.parse(access(begun)).getJWTClaimsSet().getStringClaim("sid");
        assertThat(new TestAudit(jdbc).saying("token.revoked", session, 1)).hasSize(1);
    }

    @Test
    void anAccessTokenOfAPersonEndsAloneByItsOwnClient() {
        JsonNode session = session();
        revoke(null, access(session) + "&client_id=sluice").expectStatus().isOk();
        assertThat(introspect(access(session))).isEqualTo(INACTIVE);
        assertThat(introspectRefresh(session)).contains("\"active\":true");
    }

    @Test
    void nobodyEndsWhatIsAnothersAndNothingIsNothing() {
        JsonNode session = session();
        String token = clients.token(client);
        TestClients.Registered stranger = clients.register("a");
        for (String foreign : List.of(token, access(session), refresh(session))) {
            assertThat(People.answer(revoke(stranger.basic(), foreign).expectStatus().isBadRequest())
                    .get("error").asString()).isEqualTo("unauthorized_client");
            assertThat(introspect(foreign + "&token_type_hint=refresh_token"))
                    .contains("\"active\":true");
        }
        revoke(null, token + "&client_id=sluice").expectStatus().isBadRequest();
        revoke(null, token).expectStatus().isUnauthorized();
        for (String nothing : List.of("x", "a.b.c", token + "x")) {
            revoke(stranger.basic(), nothing).expectStatus().isOk();
            revoke(null, nothing + "&client_id=sluice").expectStatus().isOk();
        }
        assertThat(introspect(token)).contains("\"active\":true");
    }

    @Test
    void aTokenThatWasForgedEndsNothing() {
        String token = clients.token(client);
        revoke(client.basic(), token.substring(0, token.length() - 4) + "AAAA").expectStatus().isOk();
        assertThat(introspect(token)).contains("\"active\":true");
    }

    private long revocations(String tokenId) {
        return jdbc.sql("select count(*) from revocation where mark = ?")
                .param(Mark.ofToken(tokenId).toString()).query(Long.class).single();
    }

    private JsonNode session() {
        return People.answer(http.post().uri("/auth/signin").body(Map.of("email", people.signUp(http),
                "password", People.PASSWORD)).exchange().expectStatus().isOk());
    }

    private JsonNode refreshed(JsonNode session) {
        return People.answer(http.post().uri("/auth/refresh")
                .body(Map.of("refresh_token", refresh(session))).exchange().expectStatus().isOk());
    }

    private static String access(JsonNode session) {
        return session.get("access_token").asString();
    }

    private static String refresh(JsonNode session) {
        return session.get("refresh_token").asString();
    }

    private String introspect(String token) {
        return String.valueOf(call("/oauth2/introspect", client.basic(), "token=" + token)
                .expectStatus().isOk().expectHeader().valueMatches(HttpHeaders.CACHE_CONTROL, ".*no-store.*")
                .expectBody(String.class).returnResult().getResponseBody());
    }

    private String introspectRefresh(JsonNode session) {
        return introspect(refresh(session) + "&token_type_hint=refresh_token");
    }

    private RestTestClient.ResponseSpec revoke(@Nullable String authorization, String token) {
        return call("/oauth2/revoke", authorization, "token_type_hint=nonsense&token=" + token);
    }

    private RestTestClient.ResponseSpec call(String path, @Nullable String authorization, String form) {
        return clients.call(path, authorization, form);
    }
}
