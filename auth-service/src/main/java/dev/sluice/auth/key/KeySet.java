package dev.sluice.auth.key;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;

/** All signing keys as they were read, and which of them counts when. */
record KeySet(List<StoredKey> keys) {

    /** How long tokens of a key may be around after the next one took over; no token lives longer. */
    static final Duration AFTERLIFE = Duration.ofHours(25);

    /** The keys of one algorithm that are good, the oldest generation first. */
    List<StoredKey> good(SigningAlgorithm algorithm) {
        return keys.stream()
                .filter(key -> key.algorithm() == algorithm && key.withdrawnAt() == null).toList();
    }

    /** What tokens are signed with at that moment. */
    Optional<StoredKey> signing(SigningAlgorithm algorithm, Instant now) {
        return good(algorithm).reversed().stream().filter(key -> !key.signsFrom().isAfter(now)).findFirst();
    }

    /** The newest generation there is, withdrawn ones included; 0 for none. */
    int newest(SigningAlgorithm algorithm) {
        return keys.stream().filter(key -> key.algorithm() == algorithm).mapToInt(StoredKey::generation).max()
                .orElse(0);
    }

    /** What verifies: the keys that will sign, that sign, and whose tokens may still be around. */
    JWKSet published(Instant now) {
        return new JWKSet(keys.stream().filter(key -> key.withdrawnAt() == null && !isOver(key, now))
                .map(KeySet::publish).toList());
    }

    JWKSet all() {
        return new JWKSet(keys.stream().map(KeySet::publish).toList());
    }

    private boolean isOver(StoredKey key, Instant now) {
        return good(key.algorithm()).stream()
                .filter(later -> later.generation() > key.generation())
                .anyMatch(later -> later.signsFrom().plus(AFTERLIFE).isBefore(now));
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
