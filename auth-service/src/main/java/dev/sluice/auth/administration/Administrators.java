package dev.sluice.auth.administration;

import java.util.List;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.sluice.auth.account.Account;
import dev.sluice.auth.account.AccountNotFound;
import dev.sluice.auth.account.Accounts;
import dev.sluice.auth.account.EmailAddress;

/** Sees to it that there is always an administrator left who can sign in. */
@Component
class Administrators {

    private final Accounts accounts;
    private final JdbcClient jdbc;

    Administrators(Accounts accounts, JdbcClient jdbc) {
        this.accounts = accounts;
        this.jdbc = jdbc;
    }

    /** @throws AccountNotFound if nobody has that address */
    @Transactional(propagation = Propagation.MANDATORY)
    Account find(String email) {
        return EmailAddress.of(email).flatMap(address -> accounts.findByEmail(address.value()))
                .orElseThrow(() -> new AccountNotFound("Nobody has an account with this address."));
    }

    /**
     * An account that may be deposed or locked until the end of the transaction.
     *
     * @throws AccountNotFound if nobody has that address
     * @throws LastAdministrator if nobody else is administrator
     */
    @Transactional(propagation = Propagation.MANDATORY)
    Account spare(String email) {
        // Locked before anything is read, so that two administrators cannot depose each other.
        List<UUID> able = lock();
        Account account = find(email);
        if (able.equals(List.of(account.id()))) {
            throw new LastAdministrator();
        }
        return account;
    }

    private List<UUID> lock() {
        return jdbc.sql("""
                select a.id from account a
                join account_role r on r.account_id = a.id
                where r.role = 'admin' and a.locked_at is null order by a.id for update""")
                .query((row, number) -> row.getObject("id", UUID.class)).list();
    }
}
