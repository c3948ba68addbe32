package dev.sluice.auth.administration;

import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.sluice.auth.account.Account;
import dev.sluice.auth.account.AccountNotFound;
import dev.sluice.auth.account.Accounts;
import dev.sluice.auth.account.EmailAddress;
import dev.sluice.common.identity.Role;

/** Sees to it that there is always an administrator left who can sign in. */
@Component
class Administrators {

    private final Accounts accounts;
    private final JdbcClient jdbc;

    Administrators(Accounts accounts, JdbcClient jdbc) {
        this.accounts = accounts;
        this.jdbc = jdbc;
    }

    /**
     * An account that this transaction changes; who else changes one waits until it ends.
     *
     * @throws AccountNotFound if nobody has that address
     */
    @Transactional(propagation = Propagation.MANDATORY)
    Account find(String email) {
        // Before anything is read, so that two administrators cannot depose each other.
        jdbc.sql("select pg_advisory_xact_lock(hashtext('sluice administrators'))").query(row -> { });
        return EmailAddress.of(email).flatMap(address -> accounts.findByEmail(address.value()))
                .orElseThrow(() -> new AccountNotFound("Nobody has an account with this address."));
    }

    /**
     * The same for an account that will be deposed or locked.
     *
     * @throws AccountNotFound if nobody has that address
     * @throws LastAdministrator if nobody else is administrator
     */
    @Transactional(propagation = Propagation.MANDATORY)
    Account spare(String email) {
        Account account = find(email);
        if (!account.isLocked() && account.roles().contains(Role.ADMIN)
                && !isThereAnotherThan(account.id())) {
            throw new LastAdministrator();
        }
        return account;
    }

    private boolean isThereAnotherThan(UUID account) {
        return jdbc.sql("""
                select exists (select 1 from account a join account_role r on r.account_id = a.id
                where r.role = 'admin' and a.locked_at is null and a.id <> :account)""")
                .param("account", account).query(Boolean.class).single();
    }
}
