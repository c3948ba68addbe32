package dev.sluice.common.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

import com.nimbusds.jwt.JWTClaimsSet;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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

/** A service that follows the feed of an issuer, over HTTP. */
@Execution(ExecutionMode.SAME_THREAD)
class RevocationFollowerTests {

    private final Instant end = Instant.now().plus(Duration.ofHours(1));

    private static TestIssuer issuer;
    private static ConfigurableApplicationContext service;

    @BeforeAll
    static void start() {
        issuer = new TestIssuer();
        service = start(issuer);
    }

    private static ConfigurableApplicationContext start(TestIssuer issuer) {
        return new SpringApplicationBuilder(ProbeApplication.class).run("--server.port=0",
                "--sluice.identity.issuer=" + issuer.url(), "--sluice.events.prefix=revocations.",
                "--sluice.identity.refresh-pause=1ms",
                "--sluice.identity.revocations.required=GET /probe/review/*");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void whatIsRevokedIsRefusedSoon() {
        for (Function<Names, Mark> mark : List.<Function<Names, Mark>>of(names -> Mark.ofToken(names.id),
                names -> Mark.ofSession(names.session), names -> Mark.ofSubject(names.subject))) {
            Names names = Names.next();
            String token = token(names, 0);
            assertThat(me(token).status()).isEqualTo(200);
            issuer.feed().revoke(new Revocation(mark.apply(names), Revocation.ALL, end));
            await().until(() -> me(token).status() == 401);
            assertThat(me(token).json().get("type").asString())
                    .isEqualTo("urn:sluice:problem:unauthenticated");
        }
    }

    @Test
    void theTokensAfterAChangeAreGood() {
        Names names = Names.next();
        String before = token(names, 4);
        issuer.feed().revoke(new Revocation(Mark.ofSubject(names.subject), 5, end));
        await().until(() -> me(before).status() == 401);
        assertThat(me(token(names, 5)).status()).isEqualTo(200);
    }

    @Test
    void aServiceThatStartsLaterKnowsWhatWasRevokedBefore() {
        Names names = Names.next();
        issuer.feed().revoke(new Revocation(Mark.ofSession(names.session), Revocation.ALL, end));
        try (ConfigurableApplicationContext later = start(issuer)) {
            String token = token(names, 0);
            assertThat(Http.send(Http.request(port(later), "/probe/me", token)).status()).isEqualTo(401);
        }
    }

    @Test
    void withoutNewsOnlyWhatNeedsThemIsRefusedAndNothingIsForgotten() {
        Names names = Names.next();
        String revoked = token(names, 0);
        String good = issuer.token(Role.REVIEWER);
        issuer.feed().revoke(new Revocation(Mark.ofToken(names.id), Revocation.ALL, end));
        await().until(() -> me(revoked).status() == 401);
        assertThat(me(good).status()).isEqualTo(200);
        issuer.down(true);
        try {
            await().until(() -> review(good).status() == 503);
            assertThat(review(good).header("Retry-After")).isEqualTo("1");
            assertThat(review(good).json().get("type").asString())
                    .isEqualTo("urn:sluice:problem:revocations-unknown");
            assertThat(me(good).status()).isEqualTo(200);
            assertThat(me(revoked).status()).isEqualTo(401);
        }
        finally {
            issuer.down(false);
        }
        await().until(() -> review(good).status() == 200);
        assertThat(me(revoked).status()).isEqualTo(401);
    }

    @Test
    void anOldAnswerIsNoNews() {
        String good = issuer.token(Role.REVIEWER);
        await().until(() -> review(good).status() == 200);
        issuer.feed().replay(true);
        try {
            await().until(() -> review(good).status() == 503);
        }
        finally {
            issuer.feed().replay(false);
        }
        await().until(() -> review(good).status() == 200);
    }

    @Test
    void howStaleTheKnowledgeIsCanBeSeen() {
        Revocations known = service.getBean(Revocations.class);
        await().untilAsserted(() -> assertThat(known.staleness()).isLessThan(Duration.ofSeconds(1)));
        assertThat(Http.send(Http.request(port(service), "/actuator/prometheus")).body())
                .contains("sluice_revocations_staleness_seconds", "sluice_revocations_held");
    }

    private static String token(Names names, long epoch) {
        Consumer<JWTClaimsSet.Builder> claims = builder -> builder.jwtID(names.id)
                .claim("sid", names.session).claim("epoch", epoch);
        return issuer.token(names.subject, "ann@example.org", claims, Role.REVIEWER);
    }

    private static Http.Answer me(String token) {
        return Http.send(Http.request(port(service), "/probe/me", token));
    }

    private static Http.Answer review(String token) {
        return Http.send(Http.request(port(service), "/probe/review/one", token));
    }

    private static int port(ConfigurableApplicationContext context) {
        return ((WebServerApplicationContext) context).getWebServer().getPort();
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(20));
    }

    private record Names(String id, String session, String subject) {

        static Names next() {
            return new Names(UUID.randomUUID().toString(), UUID.randomUUID().toString(),
                    UUID.randomUUID().toString());
        }
    }
}
