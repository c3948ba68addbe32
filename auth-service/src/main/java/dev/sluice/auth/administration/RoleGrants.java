package dev.sluice.auth.administration;

import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import dev.sluice.auth.account.Account;
import dev.sluice.auth.session.Epochs;
import dev.sluice.common.identity.Actor;
import dev.sluice.common.identity.Role;

/** Gives roles and takes them. There is always an administrator left. */
@Component
class RoleGrants {

    private static final Logger log = LoggerFactory.getLogger(RoleGrants.class);

    private final Administrators administrators;
    private final Epochs epochs;

    RoleGrants(Administrators administrators, Epochs epochs) {
        this.administrators = administrators;
        this.epochs = epochs;
    }

    /**
     * Replaces the roles, and ends the tokens that say the old ones.
     *
     * @throws LastAdministrator if nobody else is administrator
     */
    @Transactional
    Account replace(String email, Set<Role> roles, Actor by) {
        Account account = roles.contains(Role.ADMIN)
                ? administrators.find(email) : administrators.spare(email);
        if (account.roles().equals(roles)) {
            return account;
        }
        Account changed = epochs.save(account.withRoles(roles));
        log.info("{} replaced the roles of {}: {} became {}", by.id(), account.id(), account.roles(),
                changed.roles());
        return changed;
    }
}
