package dev.sluice.auth.session;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import dev.sluice.auth.account.Account;
import dev.sluice.auth.account.Accounts;
import dev.sluice.auth.proof.Proofs;
import dev.sluice.auth.revocation.RevocationLedger;
import dev.sluice.common.revocation.Mark;

/** Saves accounts whose tokens have ended by the change, and tells everybody in the same transaction. */
@Component
public class Epochs {

    private final Accounts accounts;
    private final RevocationLedger revocations;
    private final Proofs proofs;

    Epochs(Accounts accounts, RevocationLedger revocations, Proofs proofs) {
        this.accounts = accounts;
        this.revocations = revocations;
        this.proofs = proofs;
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
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

            @Override
            public void afterCommit() {
                proofs.forget(saved.email());
            }
        });
        return saved;
    }
}
