package dev.sluice.auth.key;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Jwks;
import io.jsonwebtoken.security.KeyPairBuilder;
import io.jsonwebtoken.security.SignatureAlgorithm;
import org.jspecify.annotations.Nullable;

import dev.sluice.common.crypto.NativeSignatures;

/**
 * How tokens can be signed: with key pairs, so that who verifies a token cannot make one, or in a small
 * installation with a secret that all of it shares.
 */
enum SigningAlgorithm {

    /** Named as JWA names them: the configuration and the database use the same words. */
    ES256("EC"), RS256("RSA"), EdDSA("Ed25519"), HS256("");

    private static final int ED25519_BYTES = 32;

    private final String family;

    SigningAlgorithm(String family) {
        this.family = family;
    }

    SignatureAlgorithm jwa() {
        return switch (this) {
            case ES256 -> Jwts.SIG.ES256;
            case RS256 -> Jwts.SIG.RS256;
            case EdDSA -> Jwts.SIG.EdDSA;
            case HS256 -> throw noPair();
        };
    }

    KeyPair newPair() {
        // jjwt's own choice for EdDSA is the other curve, which hardly anybody verifies.
        KeyPairBuilder pairs = this == EdDSA ? Jwks.CRV.Ed25519.keyPair() : jwa().keyPair();
        return pairs.provider(provider()).build();
    }

    /** Who makes its keys and computes its signatures; null for the JDK. */
    @Nullable Provider provider() {
        return this == ES256 || this == RS256 ? NativeSignatures.provider() : null;
    }

    PrivateKey privateKey(byte[] pkcs8) throws GeneralSecurityException {
        Provider provider = provider();
        KeyFactory keys = provider == null ? KeyFactory.getInstance(family)
                : KeyFactory.getInstance(family, provider);
        return keys.generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    /** The public half as it is published, named by its RFC 7638 thumbprint. */
    JWK publish(PublicKey key) {
        try {
            return switch (this) {
                case ES256 -> new ECKey.Builder(Curve.P_256, (ECPublicKey) key).keyIDFromThumbprint()
                        .algorithm(JWSAlgorithm.ES256).keyUse(KeyUse.SIGNATURE).build();
                case RS256 -> new RSAKey.Builder((RSAPublicKey) key).keyIDFromThumbprint()
                        .algorithm(JWSAlgorithm.RS256).keyUse(KeyUse.SIGNATURE).build();
                case EdDSA -> new OctetKeyPair.Builder(Curve.Ed25519, point(key)).keyIDFromThumbprint()
                        .algorithm(JWSAlgorithm.EdDSA).keyUse(KeyUse.SIGNATURE).build();
                case HS256 -> throw noPair();
            };
        }
        catch (JOSEException impossible) {
            throw new IllegalStateException("A thumbprint needs SHA-256, which every JDK has", impossible);
        }
    }

    /** The X.509 form ends with the point as RFC 8037 publishes it. */
    private static Base64URL point(PublicKey key) {
        byte[] encoded = key.getEncoded();
        return Base64URL.encode(
                Arrays.copyOfRange(encoded, encoded.length - ED25519_BYTES, encoded.length));
    }

    private static IllegalStateException noPair() {
        return new IllegalStateException("HS256 has no key pair");
    }
}
