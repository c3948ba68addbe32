package dev.sluice.auth.key;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The keys that sign tokens, and those that verify them. The first start makes a key; instances that start at
 * the same moment agree on one. There is no ring without a key that signs: the service does not start.
 */
@Component
public class KeyRing implements JWKSource<SecurityContext> {

    private static final Logger log = LoggerFactory.getLogger(KeyRing.class);

    private final StoredKeys stored;
    private final KeySeal seal;
    private final SigningKey current;
    private final JWKSet published;

    KeyRing(StoredKeys stored, KeyProperties properties) {
        this.stored = stored;
        this.seal = new KeySeal(properties.keyEncryptionKey());
        SigningAlgorithm algorithm = properties.signingAlgorithm();
        StoredKey signing = signing(algorithm).orElseGet(() -> agree(algorithm));
        this.current = open(signing);
        this.published = new JWKSet(stored.all().stream().map(KeyRing::publish).toList());
    }

    /** What tokens are signed with from now on. */
    public SigningKey current() {
        return current;
    }

    /** The public halves, of every key whose tokens may still be valid. */
    JWKSet published() {
        return published;
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) {
        return selector.select(published);
    }

    private Optional<StoredKey> signing(SigningAlgorithm algorithm) {
        return stored.all().stream().filter(key -> key.signs() && key.algorithm() == algorithm).findFirst();
    }

    private StoredKey agree(SigningAlgorithm algorithm) {
        KeyPair pair = algorithm.newPair();
        JWK half = algorithm.publish(pair.getPublic());
        String kid = half.getKeyID();
        stored.offer(new StoredKey(kid, algorithm, true, half.toJSONString(),
                seal.seal(pair.getPrivate().getEncoded(), kid)));
        StoredKey agreed = signing(algorithm).orElseThrow();
        log.info("Tokens are signed with the new {} key {}", algorithm, agreed.kid());
        return agreed;
    }

    private SigningKey open(StoredKey key) {
        try {
            return new SigningKey(key.kid(), key.algorithm().jwa(),
                    key.algorithm().privateKey(seal.open(key.sealedPrivate(), key.kid())));
        }
        catch (GeneralSecurityException sealed) {
            throw new IllegalStateException("The signing key " + key.kid() + " does not open: "
                    + "sluice.auth.key-encryption-key is not the one that sealed it", sealed);
        }
    }

    private static JWK publish(StoredKey key) {
        try {
            return JWK.parse(key.publicJwk()).toPublicJWK();
        }
        catch (ParseException unreadable) {
            throw new IllegalStateException("The public key " + key.kid() + " cannot be read", unreadable);
        }
    }
}
