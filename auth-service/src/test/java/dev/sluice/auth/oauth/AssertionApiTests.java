package dev.sluice.auth.oauth;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;

import javax.crypto.spec.SecretKeySpec;

import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Jwks;
import io.jsonwebtoken.security.SignatureAlgorithm;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

import dev.sluice.auth.AuthTest;
import dev.sluice.auth.People;
import dev.sluice.auth.TestClients;
import dev.sluice.auth.token.Mint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

@AuthTest
class AssertionApiTests {

    private static final KeyPair KEY = Jwts.SIG.ES256.keyPair().build();

    @Autowired RestTestClient http;
    @Autowired People people;
    @Autowired Mint mint;

    private TestClients clients;
    private String id = "";

    @BeforeEach
    void register() {
        clients = new TestClients(http, people.administrator(http));
        id = clients.register(jwks(KEY, "one"), "flags:evaluate");
    }

    @Test
    void aClientProvesItselfByASignature() {
        for (String audience : List.of("", "/oauth2/token", "/oauth2/introspect", "/oauth2/revoke")) {
            String assertion = signed(jwt -> jwt.audience().clear().add(mint.issuer() + audience).and());
            JsonNode answer = People.answer(token(assertion, "").expectStatus().isOk());
            assertThat(answer.get("scope").asString()).isEqualTo("flags:evaluate");
        }
        token(signed(jwt -> { }), "&client_id=" + id).expectStatus().isOk();
        token(signed(jwt -> { }), "&client_id=approval-service").expectStatus().isUnauthorized();
    }

    @Test
    void everySupportedAlgorithmVerifies() {
        KeyPair rsa = Jwts.SIG.RS256.keyPair().build();
        for (SignatureAlgorithm algorithm : ClientAssertions.ALGORITHMS) {
            KeyPair pair = switch (algorithm.getId()) {
                case "EdDSA" -> Jwks.CRV.Ed25519.keyPair().build();
                case "PS256", "RS256" -> rsa;
                default -> algorithm.keyPair().build();
            };
            id = clients.register(jwks(pair, "one"), "a");
            token(base().signWith(pair.getPrivate(), algorithm).compact(), "").expectStatus().isOk();
        }
        // A key that could do more does not do it.
        id = clients.register(jwks(rsa, "one"), "a");
        token(base().signWith(rsa.getPrivate(), Jwts.SIG.RS512).compact(), "")
                .expectStatus().isUnauthorized();
    }

    @Test
    void nothingProvesItTwiceHoweverManyTry() throws Exception {
        String assertion = signed(jwt -> { });
        List<Integer> answers = new ArrayList<>();
        try (var callers = Executors.newFixedThreadPool(8)) {
            List<Future<Integer>> calls = new ArrayList<>();
            for (int call = 0; call < 8; call++) {
                calls.add(callers.submit(() -> token(assertion, "").expectBody().returnResult().getStatus()
                        .value()));
            }
            for (Future<Integer> call : calls) {
                answers.add(call.get());
            }
        }
        assertThat(answers).containsOnlyOnce(200).containsOnly(200, 401);
    }

    @Test
    void theSameIdOfAnotherClientIsAnother() {
        String jti = UUID.randomUUID().toString();
        token(signed(jwt -> jwt.id(jti)), "").expectStatus().isOk();
        id = clients.register(jwks(KEY, "one"), "a");
        token(signed(jwt -> jwt.id(jti)), "").expectStatus().isOk();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void whatIsNotRightProvesNothing(String what, Consumer<JwtBuilder> change) {
        token(signed(change), "").expectStatus().isUnauthorized();
    }

    static Stream<Arguments> bad() {
        Instant now = Instant.now();
        return Stream.of(
                claims("no end", jwt -> jwt.expiration(null)),
                claims("over", jwt -> jwt.expiration(Date.from(now.minusSeconds(31)))),
                claims("far in the future", jwt -> jwt.expiration(Date.from(now.plusSeconds(600)))),
                claims("signed tomorrow", jwt -> jwt.issuedAt(Date.from(now.plusSeconds(120)))),
                claims("not yet", jwt -> jwt.notBefore(Date.from(now.plusSeconds(120)))),
                claims("no id", jwt -> jwt.id(null)),
                claims("a blank id", jwt -> jwt.id(" ")),
                claims("an endless id", jwt -> jwt.id("x".repeat(256))),
                claims("no audience", jwt -> jwt.audience().clear().and()),
                claims("another audience", jwt -> jwt.audience().clear().add("https://else.example").and()),
                claims("two audiences", jwt -> jwt.audience().add("https://else.example").and()),
                claims("about another", jwt -> jwt.subject("approval-service")),
                claims("by another", jwt -> jwt.issuer("approval-service")),
                claims("by nobody", jwt -> jwt.issuer(null)),
                claims("an access token", jwt -> jwt.header().type("at+jwt")),
                claims("critical", jwt -> jwt.header().add("crit", List.of("exp")).add("exp", 1)),
                claims("a key by path", jwt -> jwt.header().keyId("../../one")),
                claims("a key by query", jwt -> jwt.header().keyId("one' or '1'='1")),
                claims("endless", jwt -> jwt.claim("x", "x".repeat(9000))));
    }

    private static Arguments claims(String what, Consumer<JwtBuilder> change) {
        return arguments(what, change);
    }

    @Test
    void whoSignedItDecidesAndNotWhatItSays() {
        PrivateKey foreign = Jwts.SIG.ES256.keyPair().build().getPrivate();
        token(base().signWith(foreign).compact(), "").expectStatus().isUnauthorized();
        // A secret made of the public key, and no signature at all.
        token(base().signWith(new SecretKeySpec(KEY.getPublic().getEncoded(), "HmacSHA256"),
                Jwts.SIG.HS256).compact(), "").expectStatus().isUnauthorized();
        token(base().compact(), "").expectStatus().isUnauthorized();
        for (String text : List.of("x", "a.b.c", "..", ".e30.", "e30.bm8.x", "e30.bnVsbA.x")) {
            token(text, "").expectStatus().isUnauthorized();
        }
        // Another client's key, although it is registered.
        String other = clients.register(jwks(Jwts.SIG.ES256.keyPair().build(), "one"), "a");
        id = other;
        token(signed(jwt -> { }), "").expectStatus().isUnauthorized();
    }

    @Test
    void aClientWithASecretDoesNotSignAndOneThatSignsHasNoSecret() {
        String keyed = id;
        id = clients.register("a").id();
        token(signed(jwt -> { }), "").expectStatus().isUnauthorized();
        clients.call("/oauth2/token", TestClients.basic(keyed, ""), "grant_type=client_credentials")
                .expectStatus().isUnauthorized();
    }

    @Test
    void aClientAuthenticatesInOneWay() {
        for (String more : List.of("&client_secret=x", "&client_assertion_type=other")) {
            token(signed(jwt -> { }), more).expectStatus().isBadRequest();
        }
        clients.call("/oauth2/token", TestClients.basic(id, "x"),
                form(signed(jwt -> { }), "")).expectStatus().isBadRequest();
        clients.call("/oauth2/token", null, "grant_type=client_credentials&client_assertion=x")
                .expectStatus().isBadRequest();
    }

    private RestTestClient.ResponseSpec token(String assertion, String more) {
        return clients.call("/oauth2/token", null, form(assertion, more));
    }

    private static String form(String assertion, String more) {
        return "grant_type=client_credentials&client_assertion_type=" + ClientCredentials.ASSERTION_TYPE
                + "&client_assertion=" + assertion + more;
    }

    private String signed(Consumer<JwtBuilder> change) {
        JwtBuilder jwt = base();
        change.accept(jwt);
        return jwt.signWith(KEY.getPrivate()).compact();
    }

    private JwtBuilder base() {
        Instant now = Instant.now();
        return Jwts.builder().json(new TestJson()).header().keyId("one").and()
                .issuer(id).subject(id).audience().add(mint.issuer()).and()
                .id(UUID.randomUUID().toString())
                .issuedAt(Date.from(now)).expiration(Date.from(now.plusSeconds(60)));
    }

    private static Map<String, Object> jwks(KeyPair pair, String kid) {
        return Map.of("keys", List.of(Map.copyOf(
                Jwks.builder().key(pair.getPublic()).id(kid).build())));
    }
}
