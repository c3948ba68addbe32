package dev.sluice.auth.signin;

import java.time.Duration;
import java.util.UUID;
import java.util.function.Function;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import dev.sluice.auth.account.Account;
import dev.sluice.auth.account.AccountNotFound;
import dev.sluice.auth.account.Accounts;
import dev.sluice.auth.account.Person;
import dev.sluice.auth.account.Registration;
import dev.sluice.auth.audit.AuditEvent;
import dev.sluice.auth.audit.AuditField;
import dev.sluice.auth.audit.AuditTrail;
import dev.sluice.auth.audit.AuditType;
import dev.sluice.auth.password.HashingBusy;
import dev.sluice.auth.password.Password;
import dev.sluice.auth.password.PasswordHashes;
import dev.sluice.auth.proof.Attempt;
import dev.sluice.auth.proof.Proofs;
import dev.sluice.auth.proof.Recalled;
import dev.sluice.auth.session.Epochs;
import dev.sluice.auth.session.SessionDesk;

/** What people do to their own account that ends sessions. */
@Component
class OwnAccount {

    private final Accounts accounts;
    private final Registration registration;
    private final PasswordHashes hashes;
    private final SessionDesk sessions;
    private final Epochs epochs;
    private final Proofs proofs;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;

    OwnAccount(Accounts accounts, Registration registration, PasswordHashes hashes,
            SessionDesk sessions, Epochs epochs, Proofs proofs, AuditTrail audit,
            TransactionTemplate transaction) {
        this.accounts = accounts;
        this.registration = registration;
        this.hashes = hashes;
        this.sessions = sessions;
        this.epochs = epochs;
        this.proofs = proofs;
        this.audit = audit;
        this.transaction = transaction;
    }

    /** Whoever knows the password sets another one and goes on in a new session; all others have ended. */
    SignIn changePassword(UUID id, Function<String, Attempt> attempted, Password wanted) {
        Account account = find(id);
        Attempt attempt = attempted.apply(account.email()).in(account.sessionEpoch());
        Recalled known = proofs.recall(attempt);
        if (known instanceof Recalled.TooMany(Duration wait)) {
            refused(id, "too-many-attempts");
            return new SignIn.TooMany(wait);
        }
        // No transaction around the hashes: they take long, and a connection is dear.
        if (!matches(attempt, known, account)) {
            refused(id, "wrong-password");
            return new SignIn.Refused();
        }
        if (account.isLocked()) {
            refused(id, "locked");
            return new SignIn.Refused();
        }
        giveBack(attempt, known);
        String hash = registration.hashFor(account, wanted, "new_password");
        Account changed = transaction.execute(status -> {
            audit.record(AuditEvent.of(AuditType.ACCOUNT_PASSWORD_CHANGED).by(id).about(id));
            return epochs.save(account.withPassword(hash));
        });
        Person person = changed.person();
        return new SignIn.Granted(sessions.begin(person, "changed"), person, true);
    }

    private boolean matches(Attempt attempt, Recalled known, Account account) {
        try {
            return hashes.matches(attempt.password(), account.passwordHash());
        }
        catch (HashingBusy busy) {
            giveBack(attempt, known);
            throw busy;
        }
    }

    /** One that is remembered was not counted. */
    private void giveBack(Attempt attempt, Recalled known) {
        if (known instanceof Recalled.Unproven) {
            proofs.giveBack(attempt);
        }
    }

    /** Ends all sessions, this one too. */
    void signOutEverywhere(UUID id) {
        transaction.executeWithoutResult(status -> {
            epochs.save(find(id).withoutSessions());
            audit.record(AuditEvent.of(AuditType.ACCOUNT_SIGNED_OUT).by(id).about(id));
        });
    }

    private void refused(UUID id, String reason) {
        audit.report(AuditEvent.of(AuditType.ACCOUNT_PASSWORD_REFUSED).by(id).about(id)
                .with(AuditField.REASON, reason));
    }

    private Account find(UUID id) {
        return accounts.findById(id).orElseThrow(() -> new AccountNotFound("Your account is gone."));
    }
}
