package dev.sluice.auth.key;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.text.ParseException;
import java.time.Instant;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;

/** Makes signing keys as the database keeps them, and opens those that we made. */
final class SealedKeys {

    private final KeySeal seal;

    SealedKeys(String keyEncryptionKey) {
        this.seal = new KeySeal(keyEncryptionKey);
    }

    StoredKey make(SigningAlgorithm algorithm, int generation, Instant from, Instant now) {
        KeyPair pair = algorithm.newPair();
        JWK half = algorithm.publish(pair.getPublic());
        String kid = half.getKeyID();
        return new StoredKey(kid, algorithm, generation, half.toJSONString(),
                seal.seal(pair.getPrivate().getEncoded(), kid), from, null, now, null);
    }

    /** @throws IllegalStateException if it does not open: there is no service without its keys */
    SigningKey open(StoredKey key) {
        try {
            return new SigningKey(key.kid(), key.algorithm().jwa(),
                    key.algorithm().privateKey(seal.open(key.sealedPrivate(), key.kid())),
                    key.algorithm().provider());
        }
        catch (GeneralSecurityException sealed) {
            throw new IllegalStateException("The signing key " + key.kid() + " does not open: "
                    + "sluice.auth.key-encryption-key is not the one that sealed it", sealed);
        }
    }

    /** Whether we made it: its seal belongs to its id, which is the thumbprint of its public half. */
    boolean isOurs(StoredKey key) {
        try {
            seal.open(key.sealedPrivate(), key.kid());
            return JWK.parse(key.publicJwk()).computeThumbprint().toString().equals(key.kid());
        }
        catch (GeneralSecurityException | ParseException | JOSEException foreign) {
            return false;
        }
    }
}
