package dev.sluice.auth.oauth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import jakarta.servlet.Filter;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.MapPropertySource;
import org.springframework.mock.web.MockServletContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;

import dev.sluice.auth.People;
import dev.sluice.auth.TestClients;
import dev.sluice.auth.key.KeyRing;
import dev.sluice.auth.key.SigningKey;
import dev.sluice.common.test.SluiceTest;
import dev.sluice.invoices.Invoices;
import dev.sluice.local.process.LoopbackPorts;

import static org.assertj.core.api.Assertions.assertThat;

/** Spring's resource server, which knows nothing of Sluice, as the documentation sets it up. */
@SluiceTest(broker = SluiceTest.Broker.NONE, issuer = false)
@Import(People.class)
class OwnServiceTests {

    private static final int PORT = LoopbackPorts.free(1).getFirst();
    private static final String ISSUER = "http://127.0.0.1:" + PORT;
    private static final RestTestClient HTTP = RestTestClient.bindToServer().baseUrl(ISSUER).build();
    private static final AnnotationConfigWebApplicationContext SERVICE =
            new AnnotationConfigWebApplicationContext();
    private static final Duration LIFE = Duration.ofMinutes(5);
    private static MockMvc service;

    @Autowired People people;
    @Autowired KeyRing ring;
    @Autowired Clock clock;

    @DynamicPropertySource
    static void itself(DynamicPropertyRegistry settings) {
        settings.add("server.port", () -> PORT);
        settings.add("sluice.identity.issuer", () -> ISSUER);
    }

    @BeforeAll
    static void start() {
        SERVICE.setServletContext(new MockServletContext());
        SERVICE.getEnvironment().getPropertySources()
                .addFirst(new MapPropertySource("own", Map.of("sluice.issuer", ISSUER)));
        SERVICE.register(Invoices.class);
        SERVICE.refresh();
        service = MockMvcBuilders.webAppContextSetup(SERVICE)
                .addFilters(SERVICE.getBean("springSecurityFilterChain", Filter.class)).build();
    }

    @AfterAll
    static void stop() {
        SERVICE.close();
    }

    @Test
    void peopleAndServicesAreLetInByWhatTheirTokensSay() throws Exception {
        String email = people.signUp(HTTP);
        assertThat(invoices(people.signIn(HTTP, email))).isEqualTo(403);
        String administrator = people.administrator(HTTP);
        HTTP.put().uri("/admin/users/{email}/roles", email)
                .headers(headers -> headers.setBearerAuth(administrator)).body(Set.of("reviewer")).exchange()
                .expectStatus().isOk();
        assertThat(invoices(people.signIn(HTTP, email))).isEqualTo(200);

        TestClients clients = new TestClients(HTTP, administrator);
        assertThat(invoices(clients.token(clients.register("invoices:read")))).isEqualTo(200);
        assertThat(invoices(clients.token(clients.register("flags:evaluate")))).isEqualTo(403);
    }

    @Test
    void whatIsNoAccessTokenForThePlatformIsRefused() throws Exception {
        assertThat(invoices(signed("at+jwt", ISSUER, "sluice"))).isEqualTo(200);
        assertThat(invoices(signed("JWT", ISSUER, "sluice"))).isEqualTo(401);
        assertThat(invoices(signed("at+jwt", ISSUER, "elsewhere"))).isEqualTo(401);
        assertThat(invoices(signed("at+jwt", "https://else.example", "sluice"))).isEqualTo(401);
        assertThat(invoices("nonsense")).isEqualTo(401);
    }

    @Test
    void theDocumentationShowsExactlyThis() throws IOException {
        Path root = Path.of("").toAbsolutePath().getParent();
        String source = Files.readString(root.resolve(
                "auth-service/src/test/java/dev/sluice/invoices/OwnService.java"));
        assertThat(Files.readString(root.resolve("docs/auth.md")))
                .contains("```java\n" + source.substring(source.indexOf("@Configuration\n")) + "```\n");
    }

    private String signed(String type, String issuer, String audience) throws JOSEException {
        Instant now = clock.instant();
        SigningKey key = ring.current();
        SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType(type)).keyID(key.kid()).build(),
                new JWTClaimsSet.Builder().issuer(issuer).audience(audience)
                        .subject(UUID.randomUUID().toString()).jwtID(UUID.randomUUID().toString())
                        .claim("client_id", "sluice").claim("roles", List.of("reviewer"))
                        .issueTime(Date.from(now)).expirationTime(Date.from(now.plus(LIFE))).build());
        token.sign(new ECDSASigner((PrivateKey) key.key(), Curve.P_256));
        return token.serialize();
    }

    private static int invoices(String token) throws Exception {
        return service.perform(MockMvcRequestBuilders.get("/invoices")
                .header("Authorization", "Bearer " + token)).andReturn().getResponse().getStatus();
    }
}
