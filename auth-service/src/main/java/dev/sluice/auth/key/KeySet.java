package dev.sluice.auth.key;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;

/**
 * All signing keys as they were read, and which of them counts when.
 *
 * @param announcement how long a key is published before everybody has it
 */
record KeySet(List<StoredKey> keys, Duration announcement) {

    /** How long tokens of a key may be around after the next one took over; no token lives longer. */
    static final Duration AFTERLIFE = Duration.ofHours(25);

    /** The keys of one algorithm that are good, the oldest generation first. */
    List<StoredKey> good(SigningAlgorithm algorithm) {
        return keys.stream()
                .filter(key -> key.algorithm() == algorithm && key.withdrawnAt() == null).toList();
    }

    /**
     * What tokens are signed with at that moment: the newest key whose turn it is, of those that everybody
     * has; if there is none, the one that is on standby, then by the same rule one of the algorithm before.
     * What others may not have yet signs only where there is nothing else.
     */
    Optional<StoredKey> signing(SigningAlgorithm algorithm, Instant now) {
        List<StoredKey> good = good(algorithm).stream().filter(key -> !isOver(key, now)).toList();
        return first(good.stream().filter(key -> isFetched(key, now)).toList(), now)
                .or(() -> before(algorithm, now))
                .or(() -> first(good, now));
    }

    /** One that everybody has, of the algorithm that signed last; also one that never did. */
    private Optional<StoredKey> before(SigningAlgorithm algorithm, Instant now) {
        return Stream.of(SigningAlgorithm.values())
                .sorted(Comparator.comparing(this::lastUsed).reversed())
                .flatMap(other -> first(good(other).stream().filter(key -> isFetched(key, now)
                        && isPublished(key, algorithm, now)).toList(), now).stream())
                .findFirst();
    }

    /** The newest whose turn it is, or the one whose turn comes first. */
    private static Optional<StoredKey> first(List<StoredKey> generations, Instant now) {
        return generations.reversed().stream().filter(key -> !key.signsFrom().isAfter(now)).findFirst()
                .or(() -> generations.stream().findFirst());
    }

    /** The key whose turn is next, if there is one. */
    Optional<StoredKey> next(SigningAlgorithm algorithm, Instant now) {
        return good(algorithm).stream().filter(key -> key.signsFrom().isAfter(now)).findFirst();
    }

    /**
     * From when on a key is to sign that is not there yet: one has to sign now, and one has to be on standby
     * that everybody has by the time it is needed. Empty if nothing is missing.
     *
     * @param rotation how long a key signs
     */
    Optional<Instant> missing(SigningAlgorithm algorithm, Instant now, Duration rotation) {
        List<StoredKey> good = good(algorithm);
        if (good.isEmpty()) {
            return Optional.of(now);
        }
        Instant last = good.getLast().signsFrom();
        Instant soon = now.plus(announcement);
        return last.isAfter(soon) ? Optional.empty() : Optional.of(latest(last.plus(rotation), soon));
    }

    static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** From when on a key may sign at the earliest, so that everybody has it. */
    Instant earliest(StoredKey key) {
        return key.announcedAt().plus(announcement);
    }

    /** The newest generation there is, withdrawn ones included; 0 for none. */
    int newest(SigningAlgorithm algorithm) {
        return keys.stream().filter(key -> key.algorithm() == algorithm).mapToInt(StoredKey::generation).max()
                .orElse(0);
    }

    /**
     * What verifies: the keys that will sign, that sign, and whose tokens may still be around.
     *
     * @param algorithm that is signed with
     */
    JWKSet published(SigningAlgorithm algorithm, Instant now) {
        return new JWKSet(keys.stream().filter(key -> isPublished(key, algorithm, now))
                .map(KeySet::publish).toList());
    }

    /** @param algorithm that is signed with */
    KnownKey known(StoredKey key, SigningAlgorithm algorithm, Instant now) {
        return new KnownKey(key.kid(), key.algorithm().name(), state(key, algorithm, now), key.announcedAt(),
                key.signsFrom(), key.withdrawnAt());
    }

    private KnownKey.State state(StoredKey key, SigningAlgorithm algorithm, Instant now) {
        if (key.withdrawnAt() != null) {
            return KnownKey.State.WITHDRAWN;
        }
        Optional<StoredKey> signing = signing(algorithm, now);
        if (signing.filter(key::equals).isPresent()) {
            return KnownKey.State.SIGNING;
        }
        if (!isPublished(key, algorithm, now)) {
            return KnownKey.State.OVER;
        }
        boolean comes = key.algorithm() == algorithm && signing.filter(before ->
                before.algorithm() == algorithm && before.generation() > key.generation()).isEmpty();
        return comes ? KnownKey.State.STANDBY : KnownKey.State.VERIFYING;
    }

    JWKSet all() {
        return new JWKSet(keys.stream().map(KeySet::publish).toList());
    }

    private boolean isPublished(StoredKey key, SigningAlgorithm algorithm, Instant now) {
        return key.withdrawnAt() == null && !isOver(key, now)
                && (key.algorithm() == algorithm || isInUse(key.algorithm(), now));
    }

    private boolean isFetched(StoredKey key, Instant now) {
        return !earliest(key).isAfter(now);
    }

    private boolean isOver(StoredKey key, Instant now) {
        return keys.stream().filter(later -> later.algorithm() == key.algorithm()
                && later.generation() > key.generation()
                && (later.withdrawnAt() == null || later.signsFrom().isBefore(later.withdrawnAt())))
                .anyMatch(later -> later.signsFrom().plus(AFTERLIFE).isBefore(now));
    }

    /** Whether tokens of it may be around, or soon will be: some instance signs with it, or means to. */
    private boolean isInUse(SigningAlgorithm algorithm, Instant now) {
        return keys.stream().filter(key -> key.algorithm() == algorithm)
                .anyMatch(key -> !latest(used(key), key.announcedAt()).plus(AFTERLIFE).isBefore(now));
    }

    private Instant lastUsed(SigningAlgorithm algorithm) {
        return keys.stream().filter(key -> key.algorithm() == algorithm).map(KeySet::used)
                .max(Comparator.naturalOrder()).orElse(Instant.EPOCH);
    }

    private static Instant used(StoredKey key) {
        return key.usedAt() == null ? Instant.EPOCH : key.usedAt();
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
