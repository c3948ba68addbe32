package dev.sluice.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;

import dev.sluice.auth.password.BreachedFilterCommand;
import dev.sluice.auth.token.Mint;
import dev.sluice.local.stack.Stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Several instances on one database, and without Redis. */
class InstancesTests {

    private final String database = Stack.shared().postgres().newDatabase("auth_instances");

    @TempDir Path directory;

    /** An application that does nothing. */
    private static final class Nothing {
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void instancesThatStartAtOnceAgreeOnOneKeyAndOneAdministrator(CapturedOutput output) throws Exception {
        List<ConfigurableApplicationContext> running = new ArrayList<>();
        // What all log by is made by one that has begun before: several would make it at once.
        try (var _ = new SpringApplicationBuilder(Nothing.class).web(WebApplicationType.NONE).run();
                var starters = Executors.newFixedThreadPool(3)) {
            List<Future<ConfigurableApplicationContext>> starts = new ArrayList<>();
            for (int instance = 0; instance < 3; instance++) {
                starts.add(starters.submit(() -> start(Map.of())));
            }
            for (Future<ConfigurableApplicationContext> start : starts) {
                running.add(start.get());
            }
            JdbcClient jdbc = running.getFirst().getBean(JdbcClient.class);
            assertThat(jdbc.sql("select generation from signing_key order by generation")
                    .query(Integer.class).list()).containsExactly(1, 2);
            assertThat(jdbc.sql("select count(*) from account").query(Long.class).single()).isOne();

            assertThat(jdbc.sql("""
                    select type from audit_event where type in ('key.added', 'administrator.bootstrapped')
                    order by type""").query(String.class).list())
                    .containsExactly("administrator.bootstrapped", "key.added", "key.added");

            String token = signIn(running.getFirst(), "dev-only-administrator").expectStatus().isOk()
                    .expectBody(Map.class).returnResult().getResponseBody().get("access_token").toString();
            for (ConfigurableApplicationContext instance : running) {
                client(instance).get().uri("/auth/me").headers(headers -> headers.setBearerAuth(token))
                        .exchange().expectStatus().isOk();
            }
        }
        finally {
            running.forEach(ConfigurableApplicationContext::close);
        }

        ECKey signer = new ECKeyGenerator(Curve.P_256).generate();
        // What is configured later neither replaces the administrator's password nor makes another one.
        try (var later = start(Map.of("sluice.auth.administrator.password", "another password altogether",
                "sluice.auth.signing-algorithm", "EdDSA", "sluice.auth.signup.open", "false",
                "sluice.auth.clients.signer.scopes", "flags:evaluate",
                "sluice.auth.clients.signer.keys", signer.toPublicJWK().toJSONString(),
                "sluice.auth.password.breached-filter", breachedFilter("plum orchard kite")))) {
            signIn(later, "another password altogether").expectStatus().isUnauthorized();
            assertThat(acceptsItsOwnToken(later)).isEqualTo("EdDSA");
            accountsComeFromAdministrators(later);
            aClientOfTheConfigurationSigns(later, signer);
        }
        try (var later = start(Map.of("sluice.auth.administrator.email", "other@example.org",
                "sluice.auth.signing-algorithm", "HS256", "server.forward-headers-strategy", "native",
                "sluice.identity.shared-secret", "a shared secret of at least 256 bits, for a test"))) {
            assertThat(later.getBean(JdbcClient.class).sql("""
                    select count(*) from account where email <> 'ann@example.org'""").query(Long.class)
                    .single()).isOne();
            assertThat(acceptsItsOwnToken(later)).isEqualTo("HS256");
            aProxyIsBelieved(later);
            assertThat(output).doesNotContain("a proxy passed it on");
            for (String published : List.of("/.well-known/jwks.json",
                    "/.well-known/oauth-authorization-server")) {
                assertThat(client(later).get().uri(published).exchange().expectStatus().isOk()
                        .expectBody(String.class).returnResult().getResponseBody())
                        .doesNotContain("kty", "jwks");
            }
        }
    }

    @Test
    void noAnswerIsGivenAgainWhoseTokenIsOver() {
        assertThatThrownBy(() -> start(Map.of("sluice.auth.token.life", "30s")))
                .hasStackTraceContaining("sluice.auth.session.grace must be shorter");
    }

    @Test
    void withoutTheDatabaseOnlyServicesOfTheConfigurationAreKnown() throws Exception {
        String name = database.substring(database.lastIndexOf('/') + 1, database.indexOf('?'));
        try (var instance = start(Map.of("spring.datasource.hikari.connection-timeout", 500,
                "sluice.identity.revocations.required", "POST /oauth2/introspect"))) {
            RestTestClient http = client(instance);
            String configured = TestClients.basic("approval-service", "dev-only-approval-service");
            assertThat(isTold(http, configured)).isEqualTo(200);
            TestClients.Registered known = new TestClients(http, token(instance)).register("a");
            assertThat(asks(http, known.basic())).isEqualTo(200);
            try (Connection server = Stack.shared().postgres().connect("postgres");
                    Statement statement = server.createStatement()) {
                statement.execute("alter database " + name + " allow_connections false");
                statement.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = '"
                        + name + "'");
                await().atMost(Instance.PATIENCE).until(() -> asks(http, known.basic()) == 503);
                assertThat(asks(http, configured)).isEqualTo(200);
                await().atMost(Instance.PATIENCE).until(() -> isTold(http, configured) == 503);
                assertThat(asks(http, known.basic())).isEqualTo(503);
                statement.execute("alter database " + name + " allow_connections true");
            }
            await().atMost(Instance.PATIENCE).until(() -> asks(http, known.basic()) == 200);
            await().atMost(Instance.PATIENCE).until(() -> isTold(http, configured) == 200);
        }
    }

    /** What a service hears that asks about some token. */
    private static int isTold(RestTestClient http, String authorization) {
        return TestClients.call(http, "/oauth2/introspect", authorization, "token=some.token.of-theirs")
                .expectBody().returnResult().getStatus().value();
    }

    private static int asks(RestTestClient http, String authorization) {
        return TestClients.call(http, "/oauth2/token", authorization, "grant_type=client_credentials")
                .expectBody().returnResult().getStatus().value();
    }

    private String breachedFilter(String password) throws IOException {
        Path filter = directory.resolve("breached.filter");
        Path leaked = Files.writeString(directory.resolve("leaked"), password);
        assertThat(BreachedFilterCommand.run(List.of(leaked.toString(), filter.toString()), said -> { }))
                .isZero();
        return filter.toString();
    }

    private static void aClientOfTheConfigurationSigns(ConfigurableApplicationContext instance, ECKey its)
            throws JOSEException {
        for (var key : Map.of(its, 200, new ECKeyGenerator(Curve.P_256).generate(), 401).entrySet()) {
            SignedJWT assertion = new SignedJWT(new JWSHeader(JWSAlgorithm.ES256), new JWTClaimsSet.Builder()
                    .issuer("signer").subject("signer").audience(instance.getBean(Mint.class).issuer())
                    .jwtID(UUID.randomUUID().toString())
                    .expirationTime(Date.from(Instant.now().plusSeconds(60))).build());
            assertion.sign(new ECDSASigner(key.getKey()));
            client(instance).post().uri("/oauth2/token").contentType(MediaType.APPLICATION_FORM_URLENCODED)
                    .body("grant_type=client_credentials&client_assertion_type="
                            + "urn:ietf:params:oauth:client-assertion-type:jwt-bearer&client_assertion="
                            + assertion.serialize()).exchange().expectStatus().isEqualTo(key.getValue());
        }
    }

    private static void aProxyIsBelieved(ConfigurableApplicationContext instance) {
        // What the proxy was told is left in the header by Tomcat, which believes the last address.
        client(instance).post().uri("/auth/signin").header("X-Forwarded-For", "192.0.2.1, 2001:db8::7")
                .body(Map.of("email", "nobody@example.org", "password", "?")).exchange()
                .expectStatus().isUnauthorized();
        await().atMost(Instance.PATIENCE).until(() -> instance.getBean(JdbcClient.class).sql("""
                select exists (select 1 from audit_event where network = '2001:db8:0:0:0:0:0:7')""")
                .query(Boolean.class).single());
    }

    private static void accountsComeFromAdministrators(ConfigurableApplicationContext instance) {
        assertThat(People.answer(client(instance).post().uri("/auth/signup")
                .body(People.form(People.newAddress())).exchange().expectStatus().isForbidden())
                .get("type").asString()).isEqualTo("urn:sluice:problem:signup-closed");
        String administrator = token(instance);
        for (var created : Map.of("plum orchard kite", 400, People.PASSWORD, 201).entrySet()) {
            client(instance).post().uri("/admin/users")
                    .headers(headers -> headers.setBearerAuth(administrator))
                    .body(Map.of("email", "ann@example.org", "first_name", "Ann", "last_name", "Lee",
                            "roles", List.of(), "password", created.getKey()))
                    .exchange().expectStatus().isEqualTo(created.getValue());
        }
    }

    private static String token(ConfigurableApplicationContext instance) {
        return People.answer(signIn(instance, "dev-only-administrator").expectStatus().isOk())
                .get("access_token").asString();
    }

    /** Returns the algorithm of the token. */
    private static String acceptsItsOwnToken(ConfigurableApplicationContext instance) throws ParseException {
        String token = token(instance);
        client(instance).get().uri("/auth/me").headers(headers -> headers.setBearerAuth(token)).exchange()
                .expectStatus().isOk();
        return SignedJWT.parse(token).getHeader().getAlgorithm().getName();
    }

    @Test
    void anInstanceWithAShorterLifeOfTokensForgetsNothingOfTheOthers() {
        try (var longer = start(Map.of("sluice.auth.token.life", "2h"));
                var shorter = start(Map.of("sluice.auth.proof.life", "1h"))) {
            String refresh = signIn(longer, "dev-only-administrator").expectStatus().isOk()
                    .expectBody(Map.class).returnResult().getResponseBody().get("refresh_token").toString();
            client(shorter).post().uri("/auth/signout").body(Map.of("refresh_token", refresh)).exchange()
                    .expectStatus().isNoContent();
            JdbcClient jdbc = shorter.getBean(JdbcClient.class);
            assertThat(jdbc.sql("select seconds from token_life order by seconds").query(Long.class).list())
                    .as("of tokens, of remembered passwords, and nothing of a version before")
                    .containsExactly(1_440L, 3_600L, 7_200L);
            assertThat(jdbc.sql("select until > now() + interval '2 hours' from revocation")
                    .query(Boolean.class).single()).isTrue();
        }
    }

    private ConfigurableApplicationContext start(Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>(Map.of("server.port", 0,
                "spring.datasource.url", database, "spring.main.banner-mode", "off",
                "spring.datasource.hikari.maximum-pool-size", 3,
                "spring.data.redis.sentinel.nodes", "127.0.0.1:1"));
        properties.putAll(more);
        return new SpringApplicationBuilder(AuthApplication.class).web(WebApplicationType.SERVLET)
                .run(properties.entrySet().stream()
                        .map(entry -> "--" + entry.getKey() + "=" + entry.getValue()).toArray(String[]::new));
    }

    private static RestTestClient.ResponseSpec signIn(ConfigurableApplicationContext instance,
            String password) {
        return client(instance).post().uri("/auth/signin")
                .body(Map.of("email", "admin@sluice.local", "password", password)).exchange();
    }

    private static RestTestClient client(ConfigurableApplicationContext instance) {
        return RestTestClient.bindToServer().baseUrl("http://127.0.0.1:"
                + instance.getEnvironment().getRequiredProperty("local.server.port")).build();
    }
}
