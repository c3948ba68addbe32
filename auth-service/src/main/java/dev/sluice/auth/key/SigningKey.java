package dev.sluice.auth.key;

import java.security.PrivateKey;

import io.jsonwebtoken.security.SignatureAlgorithm;

/** What a token is signed with. */
public record SigningKey(String kid, SignatureAlgorithm algorithm, PrivateKey key) {

    @Override
    public String toString() {
        return "SigningKey[" + kid + "]";
    }
}
