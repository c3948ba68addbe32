package dev.sluice.common.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

import dev.sluice.common.ProbeTest;
import dev.sluice.common.test.Http;
import dev.sluice.common.test.LogOf;
import dev.sluice.common.test.TestIssuer;
import dev.sluice.common.test.token.Chance;
import dev.sluice.common.test.token.Forgeries;
import dev.sluice.common.test.token.Hostile;
import dev.sluice.common.test.token.Malformed;
import dev.sluice.common.test.token.MutatedTokens;
import dev.sluice.common.test.token.TokenForge;
import dev.sluice.common.test.token.WrongClaims;

import static org.assertj.core.api.Assertions.assertThat;

/** What can be done to a token, at the door of a service. */
@ProbeTest
@ExtendWith(OutputCaptureExtension.class)
class HostileTokenApiTests {

    private static final Duration SKEW = Duration.ofSeconds(30);
    private static final String OWN = "dev.sluice";
    private static final String REQUESTS = "hostile-";

    private final TestIssuer issuer = TestIssuer.shared();

    @Autowired
    private LoggingSystem logging;

    @LocalServerPort
    private int port;

    @BeforeEach
    void loud() {
        logging.setLogLevel(OWN, LogLevel.DEBUG);
    }

    @AfterEach
    void quiet() {
        logging.setLogLevel(OWN, null);
    }

    @Test
    void everyHostileTokenIsTheSameRefusalAndNothingThatHelpsInTheLog(CapturedOutput output) {
        TokenForge forge = issuer.forge(Role.ADMIN);
        assertThat(me(forge.good(), "good").status()).isEqualTo(200);
        List<Hostile> hostile = Chance.some(60, Stream.of(
                Forgeries.of(forge, issuer.published()), Malformed.of(forge),
                WrongClaims.of(forge, Instant.now(), SKEW), WrongClaims.types(forge),
                MutatedTokens.of(List.of(forge.good(), issuer.token(Role.REVIEWER)), 100))
                .flatMap(List::stream).filter(Hostile::fitsInAHeader).toList());
        List<String> wrong = new ArrayList<>();
        for (Hostile token : hostile) {
            Http.Answer answer = me(token.token(), REQUESTS + "token");
            if (!isTheRefusal(answer)) {
                wrong.add(answer + ": " + token);
            }
        }
        assertThat(wrong).isEmpty();
        List<String> entries = LogOf.requests(output.getAll(), REQUESTS);
        assertThat(entries).hasSameSizeAs(hostile)
                .allMatch(entry -> entry.matches("\\S+ DEBUG .*\\n"), "is one line, for who looks for it")
                .noneMatch(entry -> entry.contains("[redacted]"));
        String all = String.join("", entries);
        assertThat(hostile).noneMatch(token -> token.isRepeatedIn(all));
    }

    private static boolean isTheRefusal(Http.Answer answer) {
        String challenge = answer.header("WWW-Authenticate");
        return answer.status() == 401 && answer.problem().equals("unauthenticated")
                && challenge.startsWith("Bearer") && challenge.contains("error=\"invalid_token\"");
    }

    @Test
    void whatIsTooLongForAHeaderIsNotLookedAt(CapturedOutput output) {
        String token = issuer.forge(Role.ADMIN).withClaim("x", "x".repeat(20_000));
        assertThat(me(token, "long").status()).isBetween(400, 499);
        assertThat(output.getAll()).doesNotContain(token.substring(2000, 2100));
    }

    private Http.Answer me(String token, String correlation) {
        return Http.send(Http.request(port, "/probe/me", token, "X-Correlation-Id", correlation));
    }
}
