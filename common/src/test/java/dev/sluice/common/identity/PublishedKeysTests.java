package dev.sluice.common.identity;

import java.net.MalformedURLException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

import dev.sluice.common.test.TestIssuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class PublishedKeysTests {

    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration LONG = Duration.ofMinutes(30);

    private final TestIssuer issuer = new TestIssuer();

    @Test
    void keysAreFetchedOnceForManyTokens() throws MalformedURLException {
        JwtDecoder decoder = decoder(NEVER, LONG);
        assertThat(issuer.fetches()).as("nothing is fetched before the first token").isZero();
        for (int i = 0; i < 20; i++) {
            decoder.decode(issuer.token(Role.ADMIN));
        }
        assertThat(issuer.fetches()).isOne();
    }

    @Test
    void aNewKeyIsFoundAtOnce() throws MalformedURLException {
        JwtDecoder decoder = decoder(NEVER, Duration.ofMillis(1));
        decoder.decode(issuer.token(Role.ADMIN));
        issuer.rotate();
        await().pollDelay(Duration.ofMillis(5)).untilAsserted(
                () -> assertGood(decoder));
    }

    @Test
    void manyTokensWithUnknownKeysDoNotFloodTheIssuer() throws MalformedURLException {
        JwtDecoder decoder = decoder(NEVER, LONG);
        String good = issuer.token(Role.ADMIN);
        decoder.decode(good);
        TestIssuer stranger = new TestIssuer();
        for (int i = 0; i < 50; i++) {
            stranger.rotate();
            String unknown = stranger.token(Role.ADMIN);
            assertThatThrownBy(() -> decoder.decode(unknown)).isInstanceOf(BadJwtException.class);
        }
        assertThat(issuer.fetches()).isLessThanOrEqualTo(2);
        assertThatCode(() -> decoder.decode(good)).doesNotThrowAnyException();
    }

    @Test
    void knownKeysOutliveAnOutageOfTheIssuer() throws MalformedURLException {
        JwtDecoder decoder = decoder(Duration.ofMillis(2), Duration.ofMillis(1));
        decoder.decode(issuer.token(Role.ADMIN));
        issuer.down(true);
        await().pollDelay(Duration.ofMillis(50)).untilAsserted(
                () -> assertGood(decoder));
    }

    @Test
    void withoutAnyKeyItIsNotTheTokenThatIsBad() throws MalformedURLException {
        issuer.down(true);
        JwtDecoder decoder = decoder(NEVER, LONG);
        for (int i = 0; i < 4; i++) {
            assertThatThrownBy(() -> decoder.decode(issuer.token(Role.ADMIN)))
                    .isInstanceOf(JwtException.class).isNotInstanceOf(BadJwtException.class);
        }
    }

    @Test
    void theIssuerIsFoundWhenItComesBack() throws MalformedURLException {
        issuer.down(true);
        JwtDecoder decoder = decoder(NEVER, Duration.ofMillis(1));
        assertThatThrownBy(() -> decoder.decode(issuer.token(Role.ADMIN))).isInstanceOf(JwtException.class);
        issuer.down(false);
        await().pollDelay(Duration.ofMillis(5)).untilAsserted(
                () -> assertGood(decoder));
    }

    private void assertGood(JwtDecoder decoder) {
        assertThatCode(() -> decoder.decode(issuer.token(Role.ADMIN))).doesNotThrowAnyException();
    }

    private JwtDecoder decoder(Duration lifetime, Duration pause) throws MalformedURLException {
        IdentityProperties properties = new IdentityProperties(issuer.url(),
                URI.create(issuer.url() + "/.well-known/jwks.json"), "sluice", null, Set.of("ES256"),
                Duration.ofSeconds(30), lifetime, pause, 100);
        return AccessTokens.decoder(PublishedKeys.of(properties), properties, Clock.systemUTC());
    }
}
