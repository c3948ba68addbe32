package dev.sluice.common.identity;

import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Base64URL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;

import dev.sluice.common.revocation.FeedPage;
import dev.sluice.common.revocation.Revocations;
import dev.sluice.common.test.SettableClock;
import dev.sluice.common.test.token.Chance;
import dev.sluice.common.test.token.Forgeries;
import dev.sluice.common.test.token.Hostile;
import dev.sluice.common.test.token.Malformed;
import dev.sluice.common.test.token.MutatedTokens;
import dev.sluice.common.test.token.TokenForge;
import dev.sluice.common.test.token.WrongClaims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What can be done to a token, at the verification that every service has. */
class HostileTokenTests {

    private static final Duration SKEW = Duration.ofSeconds(30);
    private static final ECKey KEY = elliptic("one");
    private static final List<JWK> PUBLISHED = List.of(KEY.toPublicJWK(), elliptic("two").toPublicJWK(),
            rsa("three").toPublicJWK(), new OctetKeyPair.Builder(Curve.Ed25519, new Base64URL(
                    "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")).keyID("four").build());

    private static final JWKSource<SecurityContext> SOURCE = new ImmutableJWKSet<>(new JWKSet(PUBLISHED));
    private static final IdentityProperties PROPERTIES = new IdentityProperties("https://issuer.example",
            null, "sluice", null, Set.of(), SKEW, Duration.ofMinutes(5), Duration.ofSeconds(10), 100);

    private final SettableClock clock = new SettableClock();
    private final TokenForge forge = forge("ann");
    private final VerifiedTokens tokens =
            new VerifiedTokens(decoder(), new Revocations(clock), clock, SKEW, 100, Duration.ofHours(1));

    @Test
    void everyHostileTokenIsRefusedAndNoneIsAnsweredFromTheCache() {
        tokens.decode(forge.good());
        List<Hostile> hostile = Stream.of(Forgeries.of(forge, PUBLISHED), Malformed.of(forge),
                WrongClaims.of(forge, clock.instant(), SKEW), WrongClaims.types(forge))
                .flatMap(List::stream).toList();
        assertThat(wrongOutcomes(hostile)).isEmpty();
        assertThat(wrongOutcomes(Chance.some(100, hostile))).as("the second time").isEmpty();
    }

    @Test
    void nothingThatIsChangedInAGoodTokenIsAccepted() {
        List<String> good = List.of(forge.good(), forge("bob").good());
        good.forEach(tokens::decode);
        assertThat(wrongOutcomes(MutatedTokens.of(good, 800))).isEmpty();
    }

    private List<String> wrongOutcomes(List<Hostile> hostile) {
        List<String> outcomes = new ArrayList<>();
        for (Hostile token : hostile) {
            try {
                tokens.decode(token.token());
                outcomes.add("accepted: " + token);
            }
            catch (BadJwtException refused) {
                if (token.isRepeatedIn(String.valueOf(refused.getMessage()))) {
                    outcomes.add("repeated: " + token);
                }
            }
            catch (RuntimeException | Error other) {
                outcomes.add(other + ": " + token);
            }
        }
        return outcomes;
    }

    @ParameterizedTest
    @CsvSource({"exp, -30, 1", "nbf, 30, -1", "iat, 30, -1"})
    void clocksMayBeApartByTheSkewAndByNoMillisecondMore(String claim, int seconds, int millisecond) {
        clock.advance(Duration.ofMinutes(10));
        String token = forge.withClaim(claim, clock.instant().getEpochSecond() + seconds);
        assertThatCode(() -> decoder().decode(token)).doesNotThrowAnyException();
        clock.advance(Duration.ofMillis(millisecond));
        assertThatThrownBy(() -> decoder().decode(token)).isInstanceOf(BadJwtException.class);
    }

    /** As an access token does, and for the same reason: a key that was withdrawn says nothing more. */
    @Test
    void whatIsSaidOfRevocationsNamesItsKey() {
        JwtDecoder feed = AccessTokens.feedDecoder(SOURCE, PROPERTIES);
        Map<String, Object> claims = Map.of("iss", PROPERTIES.issuer());
        Map<String, Object> header = Map.of("typ", FeedPage.TYPE, "alg", "ES256");
        Map<String, Object> named = Map.of("typ", FeedPage.TYPE, "alg", "ES256", "kid", KEY.getKeyID());
        assertThatCode(() -> feed.decode(TokenForge.of(named, claims, privateKey()).good()))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> feed.decode(TokenForge.of(header, claims, privateKey()).good()))
                .isInstanceOf(BadJwtException.class);
    }

    private JwtDecoder decoder() {
        return AccessTokens.decoder(SOURCE, PROPERTIES, clock);
    }

    private TokenForge forge(String subject) {
        long now = clock.instant().getEpochSecond();
        return TokenForge.of(Map.of("typ", "at+jwt", "alg", "ES256", "kid", KEY.getKeyID()),
                Map.of("iss", PROPERTIES.issuer(), "aud", "sluice", "sub", subject, "iat", now,
                        "exp", now + 1440, "jti", "1", "roles", List.of("reviewer")), privateKey());
    }

    private static ECPrivateKey privateKey() {
        try {
            return KEY.toECPrivateKey();
        }
        catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static ECKey elliptic(String kid) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(kid).algorithm(JWSAlgorithm.ES256).generate();
        }
        catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static JWK rsa(String kid) {
        try {
            return new RSAKeyGenerator(2048).keyID(kid).algorithm(JWSAlgorithm.RS256).generate();
        }
        catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
