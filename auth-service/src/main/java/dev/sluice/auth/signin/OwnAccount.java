package dev.sluice.auth.signin;

import java.util.UUID;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import dev.sluice.auth.account.Account;
import dev.sluice.auth.account.AccountNotFound;
import dev.sluice.auth.account.Accounts;
import dev.sluice.auth.account.Registration;
import dev.sluice.auth.password.Password;
import dev.sluice.auth.password.PasswordHashes;
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
    private final TransactionTemplate transaction;

    OwnAccount(Accounts accounts, Registration registration, PasswordHashes hashes,
            SessionDesk sessions, Epochs epochs, TransactionTemplate transaction) {
        this.accounts = accounts;
        this.registration = registration;
        this.hashes = hashes;
        this.sessions = sessions;
        this.epochs = epochs;
        this.transaction = transaction;
    }

    /** Whoever knows the password sets another one and goes on in a new session; all others have ended. */
    SignIn changePassword(UUID id, Password current, Password wanted) {
        Account account = find(id);
        // No transaction around the hashes: they take long, and a connection is dear.
        if (!hashes.matches(current, account.passwordHash()) || account.isLocked()) {
            return new SignIn.Refused();
        }
        String hash = registration.hashFor(account, wanted);
        Account changed = transaction.execute(status -> epochs.save(account.withPassword(hash)));
        return new SignIn.Granted(sessions.begin(changed.person()));
    }

    /** Ends all sessions, this one too. */
    void signOutEverywhere(UUID id) {
        transaction.executeWithoutResult(status -> epochs.save(find(id).withoutSessions()));
    }

    private Account find(UUID id) {
        return accounts.findById(id).orElseThrow(() -> new AccountNotFound("Your account is gone."));
    }
}
