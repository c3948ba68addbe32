package dev.sluice.auth.key;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The keys that sign tokens, and those that verify them. The first start makes a key; instances that start at
 * the same moment agree on one. Each key is announced before it signs, and published until no token of it can
 * be around. There is no ring without a key that signs: the service does not start.
 */
@Component
public class KeyRing implements JWKSource<SecurityContext> {

    private static final Logger log = LoggerFactory.getLogger(KeyRing.class);

    private final StoredKeys stored;
    private final KeySeal seal;
    private final KeyProperties properties;
    private final SigningAlgorithm algorithm;
    private final Clock clock;
    private final Map<String, SigningKey> opened = new ConcurrentHashMap<>();
    private final ReentrantLock reading = new ReentrantLock();
    private final @Nullable SharedKey shared;
    private volatile KeySet keys;

    KeyRing(StoredKeys stored, KeyProperties properties, Clock clock) {
        this.stored = stored;
        this.seal = new KeySeal(properties.keyEncryptionKey());
        this.properties = properties;
        this.algorithm = properties.signingAlgorithm();
        this.clock = clock;
        this.shared = SharedKey.of(properties.sharedSecret());
        this.keys = new KeySet(shared == null ? stored.all() : List.of());
        if (shared != null) {
            log.warn("Tokens are signed with a shared secret: every service that has it could make them. "
                    + "Use ES256 wherever more than one machine is concerned.");
            return;
        }
        if (keys.good(algorithm).isEmpty()) {
            addKey(clock.instant());
        }
        current();
    }

    /** What tokens are signed with now. */
    public SigningKey current() {
        if (shared != null) {
            return shared.signing();
        }
        KeySet known = keys;
        StoredKey key = known.signing(algorithm, clock.instant())
                .orElseGet(() -> known.good(algorithm).getFirst());
        return opened.computeIfAbsent(key.kid(), absent -> open(key));
    }

    /** The public halves, of every key whose tokens may still be valid or soon will be. */
    JWKSet published() {
        return keys.published(clock.instant());
    }

    /** The public halves of every key there ever was, withdrawn ones too: what they signed, they did. */
    public JWKSet everSigned() {
        refresh();
        return keys.all();
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) {
        return selector.select(shared == null ? published() : shared.verifying());
    }

    /** Whether a secret signs that all services share, and there is nothing to publish. */
    public boolean isShared() {
        return shared != null;
    }

    /**
     * Makes the next key.
     *
     * @param atOnce whether it signs now, and not when everybody has had time to fetch it
     * @return when it signs; another instance may have made it
     * @throws KeyShared if there are no keys to rotate
     */
    public Instant rotate(boolean atOnce) {
        requireKeys();
        Instant now = clock.instant();
        refresh();
        addKey(atOnce ? now : now.plus(properties.announcement()));
        return keys.good(algorithm).getLast().signsFrom();
    }

    /**
     * Ends a key whose private half may be known to others: with the transaction's commit it is no longer
     * published, and another one signs.
     *
     * @return whether there was such a key to end
     */
    public boolean withdraw(String kid) {
        requireKeys();
        if (!stored.withdraw(kid)) {
            return false;
        }
        KeySet left = new KeySet(stored.all());
        if (left.signing(algorithm, clock.instant()).isEmpty()) {
            stored.offer(newKey(left.newest(algorithm) + 1, clock.instant()));
        }
        return true;
    }

    /** Learns what other instances did. */
    public void refresh() {
        if (shared != null) {
            return;
        }
        reading.lock();
        try {
            keys = new KeySet(stored.all());
        }
        finally {
            reading.unlock();
        }
    }

    /** Learns what other instances did, and makes the next key in time. */
    @Scheduled(fixedDelayString = "${sluice.auth.key-look-every:2s}")
    void renew() {
        if (shared != null) {
            return;
        }
        refresh();
        List<StoredKey> good = keys.good(algorithm);
        if (good.isEmpty()) {
            addKey(clock.instant());
        }
        else {
            Instant due = good.getLast().signsFrom().plus(properties.rotation());
            if (due.minus(properties.announcement()).isBefore(clock.instant())) {
                // From what was just read: who is faster than we makes it, and it is not made twice.
                addKey(clock.instant().plus(properties.announcement()));
            }
        }
    }

    private void requireKeys() {
        if (shared != null) {
            throw new KeyShared();
        }
    }

    /** Of all instances that add the same generation, one does; all go on with what it made. */
    private void addKey(Instant from) {
        stored.offer(newKey(keys.newest(algorithm) + 1, from));
        refresh();
        log.info("Tokens will be signed with the {} key {} from {}", algorithm,
                keys.good(algorithm).getLast().kid(), from);
    }

    private StoredKey newKey(int generation, Instant from) {
        KeyPair pair = algorithm.newPair();
        JWK half = algorithm.publish(pair.getPublic());
        String kid = half.getKeyID();
        return new StoredKey(kid, algorithm, generation, half.toJSONString(),
                seal.seal(pair.getPrivate().getEncoded(), kid), from, null);
    }

    private SigningKey open(StoredKey key) {
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
}
