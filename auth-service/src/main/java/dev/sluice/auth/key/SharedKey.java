package dev.sluice.auth.key;

import java.nio.charset.StandardCharsets;

import javax.crypto.spec.SecretKeySpec;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import io.jsonwebtoken.Jwts;
import org.jspecify.annotations.Nullable;

/**
 * The secret of a small installation, which signs and verifies, and which nobody publishes.
 *
 * @param verifying for this service's own use
 */
record SharedKey(SigningKey signing, JWKSet verifying) {

    private static final String KID = "shared";

    static @Nullable SharedKey of(@Nullable String secret) {
        if (secret == null) {
            return null;
        }
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        return new SharedKey(
                new SigningKey(KID, Jwts.SIG.HS256, new SecretKeySpec(bytes, "HmacSHA256"), null),
                new JWKSet(new OctetSequenceKey.Builder(bytes).keyID(KID).algorithm(JWSAlgorithm.HS256)
                        .keyUse(KeyUse.SIGNATURE).build()));
    }

    @Override
    public String toString() {
        return "SharedKey[…]";
    }
}
