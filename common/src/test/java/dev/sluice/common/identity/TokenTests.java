package dev.sluice.common.identity;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.nimbusds.jwt.JWTClaimsSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

import dev.sluice.common.ProbeTest;
import dev.sluice.common.test.Http;
import dev.sluice.common.test.TestIssuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

@ProbeTest
class TokenTests {

    private static final String ID = "4dc7a0d8-7d3c-4b4e-9d4c-5f5b1b1c0f8a";
    private static final String NAME = "reviewer@example.org";

    private final TestIssuer issuer = TestIssuer.shared();

    @LocalServerPort
    private int port;

    @Test
    void aValidTokenSaysWhoActs() {
        Http.Answer answer = me(issuer.token(ID, NAME, Role.REVIEWER, Role.STEWARD));
        assertThat(answer.status()).isEqualTo(200);
        JsonNode actor = answer.json();
        assertThat(actor.get("id").asString()).isEqualTo(ID);
        assertThat(actor.get("name").asString()).isEqualTo(NAME);
        assertThat(actor.get("roles").values()).extracting(JsonNode::asString)
                .containsExactlyInAnyOrder("REVIEWER", "STEWARD");
    }

    @Test
    void aServiceIsNamedByItsClientIdAndHasScopesButNoRole() {
        JsonNode actor = me(issuer.serviceToken("approval-service", "flags:evaluate", "x")).json();
        assertThat(actor.get("name").asString()).isEqualTo("approval-service");
        assertThat(actor.get("roles").isEmpty()).isTrue();
        assertThat(actor.get("scopes").values()).extracting(JsonNode::asString)
                .containsExactlyInAnyOrder("flags:evaluate", "x");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badTokens")
    void aBadTokenIs401EvenOnAnOpenPath(String what, BiFunction<String, String, String> make) {
        String token = make.apply(ID, NAME);
        for (String path : List.of("/probe/me", "/probe/open", "/probe/nowhere")) {
            Http.Answer answer = Http.send(Http.request(port, path, token));
            assertThat(answer.status()).as(path).isEqualTo(401);
            assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(answer.json().get("type").asString()).isEqualTo("urn:sluice:problem:unauthenticated");
            assertThat(answer.header("WWW-Authenticate"))
                    .startsWith("Bearer").contains("error=\"invalid_token\"",
                            "error_description=\"The token is not valid here, or no longer.\"");
        }
    }

    static Stream<Arguments> badTokens() {
        TestIssuer issuer = TestIssuer.shared();
        return Stream.of(
                bad("expired", (id, name) -> issuer.expired(id, name, Role.ADMIN)),
                bad("signed by another key", (id, name) -> issuer.foreign(id, name, Role.ADMIN)),
                bad("another audience", (id, name) -> issuer.wrongAudience(id, name, Role.ADMIN)),
                bad("another issuer", (id, name) -> issuer.wrongIssuer(id, name, Role.ADMIN)),
                bad("not an access token", (id, name) -> issuer.wrongType(id, name, Role.ADMIN)),
                bad("alg none", (id, name) -> issuer.unsigned(id, name, Role.ADMIN)),
                bad("HS256 with the public key", (id, name) -> issuer.confused(id, name, Role.ADMIN)),
                bad("no expiry", changed(issuer, claims -> claims.expirationTime(null))),
                bad("no audience", changed(issuer, claims -> claims.audience((String) null))),
                bad("no subject", changed(issuer, claims -> claims.subject(null))),
                bad("blank subject", changed(issuer, claims -> claims.subject(" "))),
                bad("not yet valid", changed(issuer,
                        claims -> claims.notBeforeTime(Date.from(Instant.now().plusSeconds(300))))),
                bad("just beyond the clock skew", changed(issuer, expiredFor(31))),
                bad("cut off", (id, name) -> {
                    String token = issuer.token(id, name);
                    return token.substring(0, token.length() - 2);
                }),
                bad("changed", (id, name) -> {
                    String token = issuer.token(id, name);
                    String wanted = issuer.token(id, name, Role.ADMIN);
                    return wanted.substring(0, wanted.lastIndexOf('.'))
                            + token.substring(token.lastIndexOf('.'));
                }),
                bad("no JWT at all", (id, name) -> "hello"));
    }

    private static Arguments bad(String what, BiFunction<String, String, String> make) {
        return arguments(what, make);
    }

    private static BiFunction<String, String, String> changed(TestIssuer issuer,
            Consumer<JWTClaimsSet.Builder> change) {
        return (id, name) -> issuer.token(id, name, change, Role.ADMIN);
    }

    private static Consumer<JWTClaimsSet.Builder> expiredFor(int seconds) {
        Instant now = Instant.now();
        return claims -> claims.issueTime(Date.from(now.minusSeconds(600)))
                .expirationTime(Date.from(now.minusSeconds(seconds)));
    }

    @Test
    void clocksMayBeALittleApart() {
        assertThat(me(issuer.token(ID, NAME, expiredFor(10))).status()).isEqualTo(200);
    }

    @Test
    void aRoleThatNobodyKnowsGrantsNothing() {
        String token = issuer.token(ID, NAME,
                claims -> claims.claim("roles", List.of("emperor", "REVIEWER")));
        assertThat(me(token).json().get("roles").isEmpty()).isTrue();
        assertThat(get("/probe/review/one", token).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @MethodSource("strangeClaims")
    void claimsOfAStrangeShapeGrantNothing(Object roles) {
        String token = issuer.token(ID, NAME, claims -> claims.claim("roles", roles).claim("scope", 7));
        assertThat(get("/probe/review/one", token).status()).isEqualTo(403);
    }

    static Stream<Object> strangeClaims() {
        return Stream.of(7, true, Map.of("reviewer", true), List.of(7, List.of("reviewer")));
    }

    @Test
    void whereTokensComeFromIsPublished() {
        JsonNode resource = Http.send(Http.request(port, "/.well-known/oauth-protected-resource")).json();
        assertThat(resource.get("authorization_servers").get(0).asString())
                .isEqualTo(TestIssuer.shared().url());
        assertThat(resource.get("tls_client_certificate_bound_access_tokens").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/probe/me", "/probe/review/one", "/probe/nowhere", "/actuator/env", "/actuator"})
    void withoutATokenOnlyWhatIsOpenCanBeSeen(String path) {
        Http.Answer answer = Http.send(Http.request(port, path));
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(answer.json().get("type").asString()).isEqualTo("urn:sluice:problem:unauthenticated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/probe/open", "/actuator/health", "/actuator/health/liveness",
        "/actuator/health/readiness", "/actuator/prometheus", "/v3/api-docs", "/swagger-ui/index.html"})
    void whatIsOpenNeedsNoToken(String path) {
        assertThat(Http.send(Http.request(port, path)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"SUBMITTER, 403", "STEWARD, 403", "REVIEWER, 200", "ADMIN, 200"})
    void aRuleOfTheServiceDecides(Role role, int status) {
        Http.Answer answer = get("/probe/review/one", issuer.token(role));
        assertThat(answer.status()).isEqualTo(status);
        if (status == 403) {
            assertThat(answer.json().get("type").asString()).isEqualTo("urn:sluice:problem:forbidden");
            assertThat(answer.header("WWW-Authenticate")).contains("insufficient_scope");
        }
    }

    @Test
    void aScopeOpensWhatItWasGivenFor() {
        String evaluator = issuer.serviceToken("x", "flags:evaluate");
        assertThat(get("/probe/evaluate", evaluator).status()).isEqualTo(200);
        assertThat(get("/probe/evaluate", issuer.serviceToken("x", "flags")).status()).isEqualTo(403);
        assertThat(get("/probe/evaluate", issuer.token(Role.ADMIN)).status()).isEqualTo(403);
    }

    @Test
    void nothingIsKeptBetweenTwoRequests() {
        Http.Answer answer = me(issuer.token(Role.ADMIN));
        assertThat(answer.headers().map()).doesNotContainKey("set-cookie");
        assertThat(Http.send(Http.request(port, "/probe/me")).status()).isEqualTo(401);
    }

    @Test
    void everyAnswerCarriesTheSecurityHeaders() {
        Http.Answer answer = me(issuer.token(Role.ADMIN));
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("Content-Security-Policy")).contains("default-src 'self'");
    }

    @Test
    void aTokenInTheAddressIsNotRead() {
        String token = issuer.token(Role.ADMIN);
        assertThat(Http.send(Http.request(port, "/probe/me?access_token=" + token)).status()).isEqualTo(401);
    }

    private Http.Answer me(String token) {
        return get("/probe/me", token);
    }

    private Http.Answer get(String path, String token) {
        return Http.send(Http.request(port, path, token));
    }
}
