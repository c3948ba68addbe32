package dev.sluice.common.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

import dev.sluice.common.ProbeApplication;
import dev.sluice.common.revocation.Mark;
import dev.sluice.common.revocation.Revocation;
import dev.sluice.common.revocation.Revocations;
import dev.sluice.common.test.Http;
import dev.sluice.common.test.TestIssuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A service that starts while it cannot hear what was revoked. */
@Execution(ExecutionMode.SAME_THREAD)
class FirstCatchUpTests {

    private static final String READINESS = "/actuator/health/readiness";

    private final TestIssuer issuer = new TestIssuer();
    private final String session = UUID.randomUUID().toString();
    private final String revoked = issuer.token("ann", "ann@example.org",
            claims -> claims.claim("sid", session), Role.SUBMITTER);
    private final String good = issuer.token(Role.SUBMITTER);

    @Test
    void noTokenIsServedBeforeItIsKnownWhichWereRevoked() {
        issuer.feed().revoke(new Revocation(Mark.ofSession(session), Revocation.ALL,
                Instant.now().plus(Duration.ofHours(1))));
        issuer.feed().silent(true);
        try (ConfigurableApplicationContext service = start()) {
            for (String token : new String[] {revoked, good}) {
                Http.Answer refused = ask(service, "/probe/me", token);
                assertThat(refused.status()).isEqualTo(503);
                assertThat(refused.header("Retry-After")).isEqualTo("1");
                assertThat(refused.json().get("type").asString())
                        .isEqualTo("urn:sluice:problem:revocations-unknown");
            }
            assertThat(ask(service, "/probe/me", good + "x").status()).isEqualTo(401);
            assertThat(Http.send(Http.request(port(service), "/probe/me")).status()).isEqualTo(401);
            assertThat(Http.send(Http.request(port(service), "/probe/open")).status()).isEqualTo(200);
            assertThat(Http.send(Http.request(port(service), READINESS)).status()).isEqualTo(503);
            assertThat(Http.send(Http.request(port(service), "/actuator/health/liveness")).status())
                    .isEqualTo(200);

            issuer.feed().silent(false);
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                assertThat(ask(service, "/probe/me", revoked).status()).isIn(503, 401);
                return ask(service, "/probe/me", good).status() == 200;
            });
            assertThat(ask(service, "/probe/me", revoked).status()).isEqualTo(401);
            assertThat(Http.send(Http.request(port(service), READINESS)).status()).isEqualTo(200);

            issuer.feed().silent(true);
            Revocations known = service.getBean(Revocations.class);
            await().atMost(Duration.ofSeconds(20)).until(() ->
                    known.staleness().compareTo(Duration.ofSeconds(1)) > 0);
            assertThat(ask(service, "/probe/me", good).status()).as("later one goes on").isEqualTo(200);
            assertThat(Http.send(Http.request(port(service), READINESS)).status()).isEqualTo(200);
        }
    }

    @Test
    void whereThereIsNoFeedNobodyWaitsForIt() {
        issuer.feed().silent(true);
        try (ConfigurableApplicationContext service =
                start("--sluice.identity.revocations.follow=false")) {
            assertThat(ask(service, "/probe/me", good).status()).isEqualTo(200);
            assertThat(Http.send(Http.request(port(service), READINESS)).status()).isEqualTo(200);
        }
    }

    private ConfigurableApplicationContext start(String... more) {
        return new SpringApplicationBuilder(ProbeApplication.class)
                .properties("sluice.events.broker=none", "sluice.identity.refresh-pause=1ms",
                        "sluice.identity.issuer=" + issuer.url(), "server.port=0")
                .run(more);
    }

    private static Http.Answer ask(ConfigurableApplicationContext service, String path, String token) {
        return Http.send(Http.request(port(service), path, token));
    }

    private static int port(ConfigurableApplicationContext context) {
        return ((WebServerApplicationContext) context).getWebServer().getPort();
    }
}
