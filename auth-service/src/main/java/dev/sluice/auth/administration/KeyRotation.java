package dev.sluice.auth.administration;

import java.time.Instant;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import dev.sluice.auth.key.KeyRing;
import dev.sluice.auth.revocation.RevocationLedger;
import dev.sluice.common.identity.Actor;
import dev.sluice.common.revocation.Mark;

/** Rotates signing keys by command; those that sign long enough are rotated without one. */
@Component
class KeyRotation {

    private static final Logger log = LoggerFactory.getLogger(KeyRotation.class);

    private final KeyRing ring;
    private final RevocationLedger revocations;

    KeyRotation(KeyRing ring, RevocationLedger revocations) {
        this.ring = ring;
        this.revocations = revocations;
    }

    /** Returns when the next key signs. */
    Instant rotate(boolean atOnce, Actor by) {
        log.info("{} rotates the signing key{}", by.id(), atOnce ? " at once" : "");
        return ring.rotate(atOnce);
    }

    /**
     * Ends a key and every token that it signed.
     *
     * @throws KeyNotFound if there is no such key, or it has ended already
     */
    @Transactional
    void withdraw(String kid, Actor by) {
        if (!ring.withdraw(kid)) {
            throw new KeyNotFound();
        }
        revocations.revoke(Mark.ofKey(kid));
        log.warn("{} withdrew the signing key {}", by.id(), kid);
    }
}
