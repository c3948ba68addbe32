package dev.sluice.auth.key;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * The keys that sign tokens, and those that verify them. The first start makes a key, and one that is on
 * standby; instances that start at the same moment agree on them. A key is announced long before it signs, so
 * that its tokens verify everywhere when it suddenly has to, and published until no token of it can be
 * around. There is no ring without a key that signs: the service does not start.
 */
@Component
public class KeyRing implements JWKSource<SecurityContext> {

    private static final Logger log = LoggerFactory.getLogger(KeyRing.class);
    /** Tokens of a key may be around for so much longer than was noted; their afterlife allows for that. */
    private static final Duration NOTED = Duration.ofMinutes(15);

    private final StoredKeys stored;
    private final SealedKeys sealed;
    private final KeyProperties properties;
    private final SigningAlgorithm algorithm;
    private final Clock clock;
    private final Map<String, SigningKey> opened = new ConcurrentHashMap<>();
    private final ReentrantLock reading = new ReentrantLock();
    private final @Nullable SharedKey shared;
    private volatile KeySet keys;
    private volatile @Nullable Signing signing;

    /** What signs is looked up once a second, and when something has changed. */
    private record Signing(KeySet of, long second, SigningKey key) {
    }

    KeyRing(StoredKeys stored, KeyProperties properties, Clock clock) {
        this.stored = stored;
        this.sealed = new SealedKeys(properties.keyEncryptionKey());
        this.properties = properties;
        this.algorithm = properties.signingAlgorithm();
        this.clock = clock;
        this.shared = SharedKey.of(properties.sharedSecret());
        this.keys = new KeySet(List.of(), properties.announcement());
        if (shared != null) {
            log.warn("Tokens are signed with a shared secret: every service that has it could make them. "
                    + "Use ES256 wherever more than one machine is concerned.");
            return;
        }
        stored.wake(algorithm, clock.instant().minus(KeySet.AFTERLIFE));
        renew();
        current();
    }

    /** What tokens are signed with now. */
    public SigningKey current() {
        if (shared != null) {
            return shared.signing();
        }
        KeySet known = keys;
        Instant now = clock.instant();
        Signing found = signing;
        if (found == null || !found.of().equals(known) || found.second() != now.getEpochSecond()) {
            StoredKey key = known.signing(algorithm, now).orElseThrow();
            found = new Signing(known, now.getEpochSecond(),
                    opened.computeIfAbsent(key.kid(), absent -> sealed.open(key)));
            signing = found;
        }
        return found.key();
    }

    /** The public halves, of every key whose tokens may still be valid or soon will be. */
    JWKSet published() {
        return keys.published(algorithm, clock.instant());
    }

    /**
     * All keys and what becomes of them, those of a generation before first.
     *
     * @throws KeyShared if there are no keys
     */
    public List<KnownKey> known() {
        requireKeys();
        KeySet known = read();
        Instant now = clock.instant();
        return known.keys().stream().map(key -> known.known(key, algorithm, now)).toList();
    }

    /** The public halves of every key there ever was, withdrawn ones too: what they signed, they did. */
    public JWKSet everSigned() {
        return read().all();
    }

    /**
     * The same without what is none of ours: whoever has the database may add a public key, but no private
     * half that opens.
     */
    public JWKSet own() {
        KeySet known = read();
        return new KeySet(known.keys().stream().filter(sealed::isOurs).toList(), known.announcement()).all();
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
     * Lets the key on standby sign, and makes the one after it.
     *
     * @param atOnce whether it signs as soon as everybody has had time to fetch it, which is now unless it
     *         has just been made
     * @return that key, and when it signs
     * @throws KeyShared if there are no keys to rotate
     */
    public KnownKey rotate(boolean atOnce) {
        requireKeys();
        // The database would round it, and what signs from now on would still be to come.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        KeySet known = begun(completed(read()), now);
        StoredKey next = known.next(algorithm, now).orElseThrow();
        Instant from = KeySet.latest(known.earliest(next),
                atOnce ? now : now.plus(properties.announcement()));
        if (next.signsFrom().isAfter(from)) {
            stored.advance(next, from);
            completed(read());
        }
        refresh();
        return known().stream().filter(key -> key.kid().equals(next.kid())).findFirst().orElseThrow();
    }

    /** Whatever signs before its time, since the others are gone, is not the next one any more. */
    private KeySet begun(KeySet known, Instant now) {
        Optional<StoredKey> early = known.signing(algorithm, now)
                .filter(key -> key.algorithm() == algorithm && key.signsFrom().isAfter(now));
        early.ifPresent(key -> stored.advance(key, now));
        return early.isPresent() ? completed(read()) : known;
    }

    /**
     * Ends a key whose private half may be known to others: with the transaction's commit it is no longer
     * published. If it is the one that signs, the key on standby does from now on.
     *
     * @return whether there was such a key to end
     */
    public boolean withdraw(String kid) {
        requireKeys();
        Instant now = clock.instant();
        // Not always ours: while the algorithm is changed, one of the algorithm before signs.
        Optional<SigningAlgorithm> signed = read().signing(algorithm, now)
                .filter(key -> key.kid().equals(kid)).map(StoredKey::algorithm);
        if (!stored.withdraw(kid)) {
            return false;
        }
        KeySet left = completed(read());
        signed.flatMap(of -> left.next(of, now)).ifPresent(next -> {
            stored.advance(next, KeySet.latest(now, left.earliest(next)));
            completed(read());
        });
        return true;
    }

    /** Learns what other instances did. */
    public void refresh() {
        if (shared != null) {
            return;
        }
        reading.lock();
        try {
            keys = read();
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
        reading.lock();
        try {
            keys = completed(read());
        }
        finally {
            reading.unlock();
        }
        Instant now = clock.instant();
        keys.signing(algorithm, now).ifPresent(signing -> {
            if (signing.algorithm() == algorithm) {
                keepToRotation(signing, now);
            }
            if (signing.usedAt() == null || signing.usedAt().plus(NOTED).isBefore(now)) {
                stored.used(signing);
            }
        });
    }

    /** The next key was planned when it was made; keys may have to sign for a shorter time since then. */
    private void keepToRotation(StoredKey signing, Instant now) {
        Instant due = KeySet.latest(signing.signsFrom().plus(properties.rotation()),
                now.plus(properties.announcement()));
        keys.next(algorithm, now).filter(next -> next.signsFrom().isAfter(due))
                .ifPresent(next -> stored.advance(next, due));
    }

    private KeySet read() {
        return new KeySet(stored.all(), properties.announcement());
    }

    private void requireKeys() {
        if (shared != null) {
            throw new KeyShared();
        }
    }

    /** Offers what is missing. Of all instances that offer a generation one does; all go on with that. */
    private KeySet completed(KeySet known) {
        KeySet complete = known;
        Optional<Instant> from = complete.missing(algorithm, clock.instant(), properties.rotation());
        while (from.isPresent()) {
            StoredKey key = sealed.make(algorithm, complete.newest(algorithm) + 1, from.get(),
                    clock.instant());
            if (stored.offer(key)) {
                log.info("Tokens will be signed with the {} key {} from {}", algorithm, key.kid(),
                        key.signsFrom());
            }
            complete = read();
            from = complete.missing(algorithm, clock.instant(), properties.rotation());
        }
        return complete;
    }
}
