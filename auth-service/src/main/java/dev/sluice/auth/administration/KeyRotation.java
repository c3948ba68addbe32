package dev.sluice.auth.administration;

import java.util.List;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import dev.sluice.auth.audit.AuditEvent;
import dev.sluice.auth.audit.AuditField;
import dev.sluice.auth.audit.AuditTrail;
import dev.sluice.auth.audit.AuditType;
import dev.sluice.auth.key.KeyRing;
import dev.sluice.auth.key.KnownKey;
import dev.sluice.auth.revocation.RevocationLedger;
import dev.sluice.common.identity.Actor;

/** Rotates signing keys by command; those that sign long enough are rotated without one. */
@Component
class KeyRotation {

    private final KeyRing ring;
    private final RevocationLedger revocations;
    private final AuditTrail audit;

    KeyRotation(KeyRing ring, RevocationLedger revocations, AuditTrail audit) {
        this.ring = ring;
        this.revocations = revocations;
        this.audit = audit;
    }

    List<KnownKey> keys() {
        return ring.known();
    }

    /** Returns the next key, and when it signs. */
    KnownKey rotate(boolean atOnce) {
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
        revocations.revokeKey(kid);
        audit.record(AuditEvent.of(AuditType.KEY_WITHDRAWN).by(by.id()).with(AuditField.KEY_ID, kid));
    }

    /** Lets this instance know at once what was committed. */
    void lookAgain() {
        ring.refresh();
    }
}
