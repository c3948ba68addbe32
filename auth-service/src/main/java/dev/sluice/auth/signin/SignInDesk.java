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

    SignInDesk(AccountPasswords passwords, Proofs proofs, SessionDesk sessions,
            AddressFingerprints fingerprints, AuditTrail audit, MeterRegistry meters) {
        this.passwords = passwords;
        this.proofs = proofs;
        this.sessions = sessions;
        this.fingerprints = fingerprints;
        this.audit = audit;
        this.meters = meters;
        for (String outcome : Set.of("cached", "proven", "refused", "busy", "limited")) {
            meters.counter(ATTEMPTS, "outcome", outcome);
        }
    }

    SignIn signIn(Attempt attempt) {
        return switch (proofs.recall(attempt)) {
            case Recalled.Proven(Person person) -> {
                count(meters, "cached");
                yield new SignIn.Granted(sessions.begin(person, "remembered"), person, false);
            }
            case Recalled.Unproven() -> prove(attempt);
            case Recalled.TooMany(Duration wait) -> tooMany(attempt, null, wait);
        };
    }

    private SignIn prove(Attempt attempt) {
        AccountPasswords.Compared compared = compare(attempt);
        Account account = compared.account();
        if (account != null && compared.retryAfter().isPositive()) {
            return tooMany(attempt, account.id(), compared.retryAfter());
        }
        if (account == null || !compared.proven() || account.isLocked()) {
            count(meters, "refused");
            refused(attempt, account == null ? null : account.id(), account == null ? "unknown-address"
                    : compared.proven() ? "locked" : "wrong-password");
            return new SignIn.Refused();
        }
        Person person = account.person();
        proofs.remember(compared.counted(), person);
        passwords.renew(account, attempt.password());
        count(meters, "proven");
        return new SignIn.Granted(sessions.begin(person, "hashed"), person, true);
    }

    private AccountPasswords.Compared compare(Attempt attempt) {
        try {
            return passwords.compare(attempt);
        }
        catch (HashingBusy busy) {
            count(meters, "busy");
            throw busy;
        }
    }

    private SignIn tooMany(Attempt attempt, @Nullable UUID account, Duration wait) {
        count(meters, "limited");
        refused(attempt, account, "too-many-attempts");
        return new SignIn.TooMany(wait);
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
