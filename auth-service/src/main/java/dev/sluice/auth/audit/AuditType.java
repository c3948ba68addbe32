package dev.sluice.auth.audit;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Everything that is written down. A name, once given, stays: rows of it are never changed. */
public enum AuditType {

    ACCOUNT_REGISTERED("account.registered"),
    ACCOUNT_IMPORTED("account.imported"),
    ACCOUNT_LOCKED("account.locked"),
    ACCOUNT_UNLOCKED("account.unlocked"),
    ACCOUNT_ROLES_CHANGED("account.roles-changed"),
    ACCOUNT_PASSWORD_CHANGED("account.password-changed"),
    ACCOUNT_PASSWORD_REFUSED("account.password-refused", Outcome.REFUSED),
    ACCOUNT_SIGNED_OUT("account.signed-out-everywhere"),
    ADMINISTRATOR_BOOTSTRAPPED("administrator.bootstrapped"),
    SIGNUP_REFUSED("signup.refused", Outcome.REFUSED),

    SIGNIN_SUCCEEDED("signin.succeeded"),
    SIGNIN_REFUSED("signin.refused", Outcome.REFUSED),
    SESSION_SIGNED_OUT("session.signed-out"),
    SESSION_REFUSED("session.refused", Outcome.REFUSED),
    SESSION_REUSED("session.reused", Outcome.REFUSED),

    CLIENT_REGISTERED("client.registered"),
    CLIENT_CHANGED("client.changed"),
    CLIENT_KEYS_CHANGED("client.keys-changed"),
    CLIENT_DELETED("client.deleted"),
    CLIENT_SECRET_ADDED("client.secret-added"),
    CLIENT_SECRET_REMOVED("client.secret-removed"),
    CLIENT_TOKEN_ISSUED("client.token-issued"),
    CLIENT_REFUSED("client.refused", Outcome.REFUSED),

    ACCESS_REFUSED("access.refused", Outcome.REFUSED),
    TOKEN_REVOKED("token.revoked"),
    KEY_ADDED("key.added"),
    KEY_ADVANCED("key.advanced"),
    KEY_WITHDRAWN("key.withdrawn"),

    AUDIT_EXPORTED("audit.exported"),
    DATABASE_RESTORED("database.restored"),
    EVENTS_LOST("events.lost");

    /** How it ended. */
    public enum Outcome {

        SUCCEEDED("succeeded"), REFUSED("refused");

        private final String word;

        Outcome(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    private final String word;
    private final Outcome outcome;

    AuditType(String word) {
        this(word, Outcome.SUCCEEDED);
    }

    AuditType(String word, Outcome outcome) {
        this.word = word;
        this.outcome = outcome;
    }

    /** What rows call it. */
    public String word() {
        return word;
    }

    public Outcome outcome() {
        return outcome;
    }

    /** Empty for a word that is none of these. */
    public static Optional<AuditType> of(String word) {
        return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
    }

    public static List<String> words() {
        return Arrays.stream(values()).map(AuditType::word).toList();
    }
}
