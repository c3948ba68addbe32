package dev.sluice.auth.oauth;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.util.unit.DataSize;

import dev.sluice.auth.AuthTest;
import dev.sluice.auth.People;
import dev.sluice.auth.TestClients;
import dev.sluice.auth.key.KeyRing;
import dev.sluice.auth.token.Mint;
import dev.sluice.common.test.Http;
import dev.sluice.common.test.LogOf;
import dev.sluice.common.test.token.Chance;
import dev.sluice.common.test.token.Forgeries;
import dev.sluice.common.test.token.Hostile;
import dev.sluice.common.test.token.Malformed;
import dev.sluice.common.test.token.MutatedTokens;
import dev.sluice.common.test.token.TokenForge;
import dev.sluice.common.test.token.WrongClaims;

import static org.assertj.core.api.Assertions.assertThat;

/** What can be done to a token, at every endpoint that reads one. */
@AuthTest
@ExtendWith(OutputCaptureExtension.class)
class HostileTokenApiTests {

    /** As {@code sluice.request.max-body} has it. */
    private static final DataSize LARGEST_FORM = DataSize.ofKilobytes(64);
    private static final Duration SKEW = Duration.ofSeconds(30);
    private static final String REQUESTS = "hostile-";
    private static final String INACTIVE = "200 {\"active\":false}";
    private static final String ENDED = "200 ";

    @Autowired RestTestClient http;
    @Autowired People people;
    @Autowired KeyRing ring;
    @Autowired Mint mint;

    @LocalServerPort int port;

    private TestClients clients;

    @BeforeEach
    void administrator() {
        clients = new TestClients(http, people.administrator(http));
    }

    @Test
    void aHostileTokenOpensNothingSaysNothingAndEndsNothing(CapturedOutput output) {
        TestClients.Registered client = clients.register("a");
        String good = people.signIn(http, people.signUp(http));
        TokenForge forge = TokenForge.like(good, (PrivateKey) ring.current().key());
        JWK key = ring.everSigned().getKeyByKeyId(ring.current().kid());
        List<Hostile> hostile = tokens(forge, List.of(key), clients.token(client));
        List<String> wrong = new ArrayList<>();
        for (Hostile token : hostile) {
            if (token.fitsInAHeader() && me(token.token()).status() != 401) {
                wrong.add("accepted: " + token);
            }
            String asked = form("/oauth2/introspect", client.basic(), "token", token.token()).toString();
            String ended = form("/oauth2/revoke", null, "client_id=sluice&token", token.token()).toString();
            if (!asked.equals(INACTIVE) || !ended.equals(ENDED)) {
                wrong.add(asked + ", " + ended + ": " + token);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(me(good).status()).isEqualTo(200);
        assertNothingHelpful(output.getAll(), hostile);
    }

    @Test
    void aHostileAssertionProvesNobody(CapturedOutput output) throws JOSEException {
        ECKey key = new ECKeyGenerator(Curve.P_256).keyID("one").generate();
        JWKSet keys = new JWKSet(List.of(key, new ECKeyGenerator(Curve.P_256).keyID("two").generate()))
                .toPublicJWKSet();
        String id = clients.register(keys.toJSONObject(), "a");
        TokenForge forge = assertion(id, key);
        List<Hostile> hostile = tokens(forge, keys.getKeys(), assertion(id, key).good());
        List<String> wrong = new ArrayList<>();
        for (Hostile token : hostile) {
            Http.Answer answer = prove(token.token());
            if (answer.status() != 401 || !answer.body().contains("\"invalid_client\"")) {
                wrong.add(answer.status() + ": " + token);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(prove(forge.good()).status()).as("nobody has used it").isEqualTo(200);
        assertNothingHelpful(output.getAll(), hostile);
    }

    private static List<Hostile> tokens(TokenForge forge, List<JWK> published, String another) {
        return Chance.some(25, Stream.of(Forgeries.of(forge, published), Malformed.of(forge),
                WrongClaims.of(forge, Instant.now(), SKEW),
                MutatedTokens.of(List.of(forge.good(), another), 100))
                // A parameter without a value is one that is missing, for OAuth; a larger form is none, 413.
                .flatMap(List::stream).filter(token -> !token.token().isEmpty()
                        && token.token().length() < LARGEST_FORM.toBytes()).toList());
    }

    private static void assertNothingHelpful(String output, List<Hostile> hostile) {
        assertThat(LogOf.requests(output, REQUESTS)).isEmpty();
        assertThat(hostile).noneMatch(token -> token.isRepeatedIn(output));
    }

    private TokenForge assertion(String id, ECKey key) throws JOSEException {
        long now = Instant.now().getEpochSecond();
        return TokenForge.of(Map.of("alg", "ES256", "kid", "one"), Map.of("iss", id, "sub", id,
                "aud", mint.issuer(), "iat", now, "exp", now + 60, "jti", UUID.randomUUID().toString()),
                key.toECPrivateKey());
    }

    private Http.Answer me(String token) {
        return Http.send(Http.request(port, "/auth/me", token, "X-Correlation-Id", REQUESTS));
    }

    private Http.Answer prove(String assertion) {
        return form("/oauth2/token", null, "grant_type=client_credentials&client_assertion_type="
                + ClientCredentials.ASSERTION_TYPE + "&client_assertion", assertion);
    }

    private Http.Answer form(String path, @Nullable String authorization, String names, String last) {
        var request = Http.request(port, path).header("X-Correlation-Id", REQUESTS)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(names + "=" + URLEncoder.encode(last, StandardCharsets.UTF_8)));
        return Http.send(authorization == null ? request : request.header("Authorization", authorization));
    }
}
