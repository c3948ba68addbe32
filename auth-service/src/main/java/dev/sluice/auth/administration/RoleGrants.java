package dev.sluice.auth.administration;

import java.util.List;
import java.util.Set;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import dev.sluice.auth.account.Account;
import dev.sluice.auth.audit.AuditEvent;
import dev.sluice.auth.audit.AuditField;
import dev.sluice.auth.audit.AuditTrail;
import dev.sluice.auth.audit.AuditType;
import dev.sluice.auth.session.Epochs;
import dev.sluice.common.identity.Actor;
import dev.sluice.common.identity.Role;

/** Gives roles and takes them. There is always an administrator left. */
@Component
class RoleGrants {

    private final Administrators administrators;
    private final Epochs epochs;
    private final AuditTrail audit;

    RoleGrants(Administrators administrators, Epochs epochs, AuditTrail audit) {
        this.administrators = administrators;
        this.epochs = epochs;
        this.audit = audit;
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
        audit.record(AuditEvent.of(AuditType.ACCOUNT_ROLES_CHANGED).by(by.id()).about(account.id())
                .with(AuditField.ROLES_BEFORE, claims(account.roles()))
                .with(AuditField.ROLES_AFTER, claims(roles)));
        return changed;
    }

    private static List<String> claims(Set<Role> roles) {
        return roles.stream().map(Role::claim).toList();
    }
}
