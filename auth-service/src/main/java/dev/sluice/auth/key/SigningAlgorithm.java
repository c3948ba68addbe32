package dev.sluice.auth.key;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.SignatureAlgorithm;

/** How tokens can be signed: with key pairs only, so that who verifies a token cannot make one. */
enum SigningAlgorithm {

    ES256("EC"), RS256("RSA");

    private final String family;

    SigningAlgorithm(String family) {
        this.family = family;
    }

    SignatureAlgorithm jwa() {
        return switch (this) {
            case ES256 -> Jwts.SIG.ES256;
            case RS256 -> Jwts.SIG.RS256;
        };
    }

    KeyPair newPair() {
        return jwa().keyPair().build();
    }

    PrivateKey privateKey(byte[] pkcs8) throws GeneralSecurityException {
        return KeyFactory.getInstance(family).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    /** The public half as it is published, named by its RFC 7638 thumbprint. */
    JWK publish(PublicKey key) {
        try {
            return switch (this) {
                case ES256 -> new ECKey.Builder(Curve.P_256, (ECPublicKey) key).keyIDFromThumbprint()
                        .algorithm(JWSAlgorithm.ES256).keyUse(KeyUse.SIGNATURE).build();
                case RS256 -> new RSAKey.Builder((RSAPublicKey) key).keyIDFromThumbprint()
                        .algorithm(JWSAlgorithm.RS256).keyUse(KeyUse.SIGNATURE).build();
            };
        }
        catch (JOSEException impossible) {
            throw new IllegalStateException("A thumbprint needs SHA-256, which every JDK has", impossible);
        }
    }
}
