package dev.sluice.common.identity;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Set;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AlgorithmTests {

    private static final String SECRET = "a shared secret of at least 256 bits, for a test";
    private static final KeyPair ED = edwards();
    private static final ECKey EC = elliptic();

    @Test
    void edwardsCurvesAreVerifiedWithoutAnotherLibrary() throws Exception {
        JwtDecoder decoder = decoder(properties(null, null), publicJwk(ED, "ed"));
        String token = byEd(ED, "ed");
        assertThat(decoder.decode(token).getSubject()).isEqualTo("ann");

        assertBad(decoder, byEd(edwards(), "ed"));
        assertBad(decoder, byEd(ED, "another"));
        assertBad(decoder, token.substring(0, token.length() - 4));
        assertBad(decoder, token.substring(0, token.lastIndexOf('.') + 1));
        SignedJWT two = SignedJWT.parse(byEd(ED, "ed"));
        SignedJWT other = new SignedJWT(two.getHeader(), new JWTClaimsSet.Builder(two.getJWTClaimsSet())
                .subject("bob").build());
        assertBad(decoder, text(other) + "." + two.getSignature());
        // Nobody said in which way it is critical.
        assertBad(decoder, byEd(ED, new JWSHeader.Builder(JWSAlgorithm.EdDSA).keyID("ed")
                .type(new JOSEObjectType("at+jwt")).criticalParams(Set.of("x")).customParam("x", 1).build()));
    }

    @Test
    void anAlgorithmThatIsNotAllowedIsNotTriedWhateverTheKey() throws Exception {
        JwtDecoder decoder = decoder(properties(null, null, "ES256"), publicJwk(ED, "ed"), EC);
        assertBad(decoder, byEd(ED, "ed"));
        assertThat(decoder.decode(signed(JWSAlgorithm.ES256, "ec", new ECDSASigner(EC))).getSubject())
                .isEqualTo("ann");
        JwtDecoder edwardsOnly = decoder(properties(null, null, "EdDSA"), publicJwk(ED, "ed"), EC);
        assertBad(edwardsOnly, signed(JWSAlgorithm.ES256, "ec", new ECDSASigner(EC)));
    }

    @Test
    void aSharedSecretVerifiesAndNoKeyDoes() throws Exception {
        IdentityProperties properties = properties(null, SECRET);
        JwtDecoder decoder = AccessTokens.decoder(
                new IdentityAutoConfiguration().publishedKeys(properties), properties, Clock.systemUTC());
        assertThat(decoder.decode(signed(JWSAlgorithm.HS256, "shared", new MACSigner(SECRET))).getSubject())
                .isEqualTo("ann");
        assertBad(decoder, signed(JWSAlgorithm.HS256, "shared", new MACSigner(SECRET + "x")));
        assertBad(decoder, signed(JWSAlgorithm.HS512, "shared", new MACSigner(SECRET + SECRET)));
        assertBad(decoder, signed(JWSAlgorithm.ES256, "ec", new ECDSASigner(EC)));
        assertBad(decoder, byEd(ED, "ed"));
    }

    @Test
    void aPublishedKeyIsNeverASecret() throws Exception {
        JwtDecoder decoder = decoder(properties(null, null), EC.toPublicJWK(), publicJwk(ED, "ed"));
        for (byte[] published : List.of(EC.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8),
                EC.toECPublicKey().getEncoded(), ED.getPublic().getEncoded())) {
            assertBad(decoder, signed(JWSAlgorithm.HS256, "ec", new MACSigner(published)));
        }
    }

    @Test
    void aSharedSecretBesideKeysStopsTheStart() {
        URI keys = URI.create("http://127.0.0.1/keys");
        refused("jwks-uri", () -> properties(keys, SECRET));
        refused("HS256 alone", () -> properties(null, SECRET, "HS256", "ES256"));
        refused("HS256 alone", () -> properties(null, SECRET, "ES256"));
        refused("shared-secret", () -> properties(null, null, "HS256"));
        refused("may be", () -> properties(null, " ", "none"));
        refused("32 bytes", () -> properties(null, "too short"));
        assertThat(properties(null, SECRET).algorithms()).containsExactly("HS256");
        assertThat(properties(null, SECRET)).asString().doesNotContain(SECRET);
    }

    private static void refused(String why, ThrowingCallable start) {
        assertThatThrownBy(start).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(why);
    }

    private static void assertBad(JwtDecoder decoder, String token) {
        assertThatThrownBy(() -> decoder.decode(token)).isInstanceOf(BadJwtException.class);
    }

    private static JwtDecoder decoder(IdentityProperties properties, JWK... keys) {
        JWKSource<SecurityContext> source = new ImmutableJWKSet<>(new JWKSet(List.of(keys)));
        return AccessTokens.decoder(source, properties, Clock.systemUTC());
    }

    private static IdentityProperties properties(@Nullable URI keys, @Nullable String secret,
            String... algorithms) {
        return new IdentityProperties("https://issuer.example", keys, "sluice", secret, Set.of(algorithms),
                Duration.ZERO, Duration.ofMinutes(5), Duration.ofSeconds(10), 100);
    }

    private static String signed(JWSAlgorithm algorithm, String kid, JWSSigner signer) throws Exception {
        SignedJWT jwt = new SignedJWT(header(algorithm, kid), claims());
        jwt.sign(signer);
        return jwt.serialize();
    }

    private static String byEd(KeyPair pair, String kid) throws Exception {
        return byEd(pair, header(JWSAlgorithm.EdDSA, kid));
    }

    private static String byEd(KeyPair pair, JWSHeader header) throws Exception {
        SignedJWT jwt = new SignedJWT(header, claims());
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(pair.getPrivate());
        signature.update(jwt.getSigningInput());
        return text(jwt) + "." + Base64URL.encode(signature.sign());
    }

    private static String text(SignedJWT jwt) {
        return new String(jwt.getSigningInput(), StandardCharsets.US_ASCII);
    }

    private static JWSHeader header(JWSAlgorithm algorithm, String kid) {
        return new JWSHeader.Builder(algorithm).keyID(kid).type(new JOSEObjectType("at+jwt")).build();
    }

    private static JWTClaimsSet claims() {
        return new JWTClaimsSet.Builder().issuer("https://issuer.example").audience("sluice").subject("ann")
                .expirationTime(Date.from(Instant.now().plusSeconds(60))).build();
    }

    private static OctetKeyPair publicJwk(KeyPair pair, String kid) {
        byte[] encoded = pair.getPublic().getEncoded();
        return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(
                Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length))).keyID(kid)
                .algorithm(JWSAlgorithm.EdDSA).build();
    }

    private static KeyPair edwards() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        }
        catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static ECKey elliptic() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
        }
        catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
