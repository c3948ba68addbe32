package dev.sluice.auth.signin;

import java.time.Duration;
import java.util.Set;
import java.util.UUID;

import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.sluice.auth.account.Account;
import dev.sluice.auth.account.AddressFingerprints;
import dev.sluice.auth.account.Person;
import dev.sluice.auth.audit.AuditEvent;
import dev.sluice.auth.audit.AuditField;
import dev.sluice.auth.audit.AuditTrail;
import dev.sluice.auth.audit.AuditType;
import dev.sluice.auth.password.HashingBusy;
import dev.sluice.auth.password.PasswordHashes;
import dev.sluice.auth.proof.Attempt;
import dev.sluice.auth.proof.Proofs;
import dev.sluice.auth.proof.Recalled;
import dev.sluice.auth.session.SessionDesk;
import dev.sluice.auth.token.Bearer;

/**
 * Gives a token to whoever proves an account's password. An unknown address costs and looks the same as a
 * wrong password.
 */
@Component
class SignInDesk {

    private static final String ATTEMPTS = "sluice.auth.signins";

    private final AccountPasswords passwords;
    private final Proofs proofs;
    private final SessionDesk sessions;
    private final AddressFingerprints fingerprints;
    private final AuditTrail audit;
    private final MeterRegistry meters;
    private final JoinedAttempts joined;

    SignInDesk(AccountPasswords passwords, Proofs proofs, SessionDesk sessions,
            AddressFingerprints fingerprints, AuditTrail audit, MeterRegistry meters,
            PasswordHashes hashes) {
        this.passwords = passwords;
        this.proofs = proofs;
        this.sessions = sessions;
        this.fingerprints = fingerprints;
        this.audit = audit;
        this.meters = meters;
        this.joined = new JoinedAttempts(SignInDoor.joined(), hashes::sentAway);
        for (String outcome : Set.of("cached", "proven", "refused", "busy", "limited")) {
            meters.counter(ATTEMPTS, "outcome", outcome);
        }
    }

    SignIn signIn(Attempt attempt) {
        return switch (judge(attempt)) {
            case Verdict.Proven(Person person, boolean hashed) -> {
                count(meters, hashed ? "proven" : "cached");
                yield new SignIn.Granted(sessions.begin(person, hashed ? "hashed" : "remembered"), person,
                        hashed);
            }
            case Verdict.Refused(UUID account, String reason) -> {
                count(meters, "refused");
                refused(attempt, account, reason);
                yield new SignIn.Refused();
            }
            case Verdict.TooMany(UUID account, Duration wait) -> {
                count(meters, "limited");
                refused(attempt, account, "too-many-attempts");
                yield new SignIn.TooMany(wait);
            }
        };
    }

    private Verdict judge(Attempt attempt) {
        try {
            return joined.judge(attempt, this::recall);
        }
        catch (HashingBusy busy) {
            count(meters, "busy");
            throw busy;
        }
    }

    private Verdict recall(Attempt attempt) {
        return switch (proofs.recall(attempt)) {
            case Recalled.Proven(Person person) -> new Verdict.Proven(person, false);
            case Recalled.Unproven() -> prove(attempt);
            case Recalled.TooMany(Duration wait) -> new Verdict.TooMany(null, wait);
        };
    }

    private Verdict prove(Attempt attempt) {
        AccountPasswords.Compared compared = passwords.compare(attempt);
        Account account = compared.account();
        if (account == null) {
            return new Verdict.Refused(null, "unknown-address");
        }
        if (compared.retryAfter().isPositive()) {
            return new Verdict.TooMany(account.id(), compared.retryAfter());
        }
        if (!compared.proven() || account.isLocked()) {
            return new Verdict.Refused(account.id(), compared.proven() ? "locked" : "wrong-password");
        }
        Person person = account.person();
        proofs.remember(compared.counted(), person);
        passwords.renew(account, attempt.password());
        return new Verdict.Proven(person, true);
    }

    /** Which of them it was, only the trail says; and of what was typed as an address only a fingerprint. */
    private void refused(Attempt attempt, @Nullable UUID account, String reason) {
        AuditEvent refused = AuditEvent.of(AuditType.SIGNIN_REFUSED).client(Bearer.FIRST_PARTY)
                .with(AuditField.REASON, reason)
                .with(AuditField.FINGERPRINT, fingerprints.of(attempt.email()));
        audit.report(account == null ? refused : refused.about(account));
    }

    static void count(MeterRegistry meters, String outcome) {
        meters.counter(ATTEMPTS, "outcome", outcome).increment();
    }
}
