package dev.sluice.auth.key;

import java.security.Key;
import java.security.PrivateKey;
import java.security.Provider;

import javax.crypto.SecretKey;

import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.security.MacAlgorithm;
import io.jsonwebtoken.security.SecureDigestAlgorithm;
import io.jsonwebtoken.security.SignatureAlgorithm;
import org.jspecify.annotations.Nullable;

/**
 * What a token is signed with: a private key, or the secret that the whole installation shares.
 *
 * @param provider who computes the signature; null for the JDK
 */
public record SigningKey(String kid, SecureDigestAlgorithm<?, ?> algorithm, Key key,
        @Nullable Provider provider) {

    /** The token as it travels. */
    public String sign(JwtBuilder token) {
        return switch (algorithm) {
            case SignatureAlgorithm pair ->
                token.provider(provider).signWith((PrivateKey) key, pair).compact();
            case MacAlgorithm mac -> token.signWith((SecretKey) key, mac).compact();
            default -> throw new IllegalStateException("Nothing is signed with " + algorithm.getId());
        };
    }

    @Override
    public String toString() {
        return "SigningKey[" + kid + "]";
    }
}
