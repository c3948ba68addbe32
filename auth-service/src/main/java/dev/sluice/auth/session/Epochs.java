package dev.sluice.auth.session;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.sluice.auth.account.Account;
import dev.sluice.auth.account.Accounts;
import dev.sluice.auth.revocation.RevocationLedger;
import dev.sluice.common.revocation.Mark;

/** Saves accounts whose tokens have ended by the change, and tells everybody in the same transaction. */
@Component
public class Epochs {

    private final Accounts accounts;
    private final RevocationLedger revocations;

    Epochs(Accounts accounts, RevocationLedger revocations) {
        this.accounts = accounts;
        this.revocations = revocations;
    }

    /**
     * Saves the account and revokes its tokens of an earlier epoch than it has now.
     *
     * @throws org.springframework.dao.OptimisticLockingFailureException if somebody changed it meanwhile
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Account save(Account changed) {
        Account saved = accounts.save(changed);
        revocations.revoke(Mark.ofSubject(saved.id().toString()), saved.tokenEpoch());
        return saved;
    }
}
