package dev.sluice.auth.key;

import java.security.Key;
import java.security.PrivateKey;

import javax.crypto.SecretKey;

import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.security.MacAlgorithm;
import io.jsonwebtoken.security.SecureDigestAlgorithm;
import io.jsonwebtoken.security.SignatureAlgorithm;

/** What a token is signed with: a private key, or the secret that the whole installation shares. */
public record SigningKey(String kid, SecureDigestAlgorithm<?, ?> algorithm, Key key) {

    /** The token as it travels. */
    public String sign(JwtBuilder token) {
        return switch (algorithm) {
            case SignatureAlgorithm pair -> token.signWith((PrivateKey) key, pair).compact();
            case MacAlgorithm mac -> token.signWith((SecretKey) key, mac).compact();
            default -> throw new IllegalStateException("Nothing is signed with " + algorithm.getId());
        };
    }

    @Override
    public String toString() {
        return "SigningKey[" + kid + "]";
    }
}
