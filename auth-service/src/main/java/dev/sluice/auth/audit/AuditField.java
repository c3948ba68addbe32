package dev.sluice.auth.audit;

import java.util.Locale;

/** What a row may say beside its columns, and nothing else. None of it is a secret, or a hash of one. */
public enum AuditField {

    /** Why it was refused. */
    REASON,
    /** What proved the password: it was remembered, hashed, or has just been set. */
    PROOF,
    /** A keyed fingerprint of what was said to be an e-mail address, or a client's id that nobody has. */
    FINGERPRINT,
    /** Method and path of a call as its description has them, so without what it is about. */
    ROUTE,
    /** A session's id. */
    SESSION,
    ROLES_BEFORE, ROLES_AFTER,
    /** What a token is for. */
    SCOPES,
    SCOPES_BEFORE, SCOPES_AFTER,
    DISABLED_BEFORE, DISABLED_AFTER,
    /** RFC 7638 thumbprints of a client's public keys. */
    KEYS_BEFORE, KEYS_AFTER,
    /** Which of a client's secrets; not the secret. */
    SECRET_ID,
    /** The {@code jti} of an access token. */
    TOKEN_ID,
    /** The {@code kid} of a signing key. */
    KEY_ID,
    ALGORITHM, SIGNS_FROM,
    /** What all accounts and clients begin to count from. */
    EPOCH,
    /** How many events. */
    COUNT;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
