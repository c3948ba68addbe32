package dev.sluice.auth.administration;

import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import dev.sluice.auth.account.Account;
import dev.sluice.auth.account.AccountNotFound;
import dev.sluice.auth.account.Accounts;
import dev.sluice.auth.account.EmailAddress;
import dev.sluice.common.identity.Actor;
import dev.sluice.common.identity.Role;

/** Gives roles and takes them. There is always an administrator left. */
@Component
class RoleGrants {

    private static final Logger log = LoggerFactory.getLogger(RoleGrants.class);

    private final Accounts accounts;
    private final JdbcClient jdbc;

    RoleGrants(Accounts accounts, JdbcClient jdbc) {
        this.accounts = accounts;
        this.jdbc = jdbc;
    }

    /** @throws LastAdministrator if nobody else is administrator */
    @Transactional
    Account replace(String email, Set<Role> roles, Actor by) {
        // Locked before anything is read, so that two administrators cannot depose each other.
        List<UUID> administrators = lockAdministrators();
        Account account = EmailAddress.of(email).flatMap(address -> accounts.findByEmail(address.value()))
                .orElseThrow(() -> new AccountNotFound("Nobody has an account with this address."));
        if (!roles.contains(Role.ADMIN) && administrators.equals(List.of(account.id()))) {
            throw new LastAdministrator();
        }
        Account changed = accounts.save(account.withRoles(roles));
        log.info("{} replaced the roles of {}: {} became {}", by.id(), account.id(), account.roles(),
                changed.roles());
        return changed;
    }

    private List<UUID> lockAdministrators() {
        return jdbc.sql("""
                select account_id from account_role
                where role = 'admin' order by account_id for update""")
                .query((row, number) -> row.getObject("account_id", UUID.class)).list();
    }
}
