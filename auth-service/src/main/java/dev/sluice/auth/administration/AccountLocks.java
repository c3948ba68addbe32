package dev.sluice.auth.administration;

import java.time.Clock;
import java.time.temporal.ChronoUnit;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import dev.sluice.auth.account.Account;
import dev.sluice.auth.account.Accounts;
import dev.sluice.auth.audit.AuditEvent;
import dev.sluice.auth.audit.AuditTrail;
import dev.sluice.auth.audit.AuditType;
import dev.sluice.auth.session.Epochs;
import dev.sluice.common.identity.Actor;

/** Locks accounts and unlocks them. A locked account has no session and gets none. */
@Component
class AccountLocks {

    private final Administrators administrators;
    private final Accounts accounts;
    private final Epochs epochs;
    private final AuditTrail audit;
    private final Clock clock;

    AccountLocks(Administrators administrators, Accounts accounts, Epochs epochs, AuditTrail audit,
            Clock clock) {
        this.administrators = administrators;
        this.accounts = accounts;
        this.epochs = epochs;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Locks an account; one that is locked stays as it is.
     *
     * @throws LastAdministrator if nobody else is administrator
     */
    @Transactional
    Account lock(String email, Actor by) {
        Account account = administrators.spare(email);
        if (account.isLocked()) {
            return account;
        }
        audit.record(AuditEvent.of(AuditType.ACCOUNT_LOCKED).by(by.id()).about(account.id()));
        return epochs.save(account.locked(clock.instant().truncatedTo(ChronoUnit.MICROS)));
    }

    @Transactional
    Account unlock(String email, Actor by) {
        Account account = administrators.find(email);
        if (!account.isLocked()) {
            return account;
        }
        audit.record(AuditEvent.of(AuditType.ACCOUNT_UNLOCKED).by(by.id()).about(account.id()));
        return accounts.save(account.unlocked());
    }
}
