package dev.sluice.auth.account;

import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.MappedCollection;
import org.springframework.data.relational.core.mapping.Table;

import dev.sluice.common.identity.Role;

/** A person who can sign in, and what they may do. One address has one account. */
@Table("account")
public record Account(
        @Id UUID id,
        String email,
        String firstName,
        String lastName,
        String passwordHash,
        @MappedCollection(idColumn = "account_id") Set<Grant> grants,
        Instant createdAt,
        @Version @Nullable Integer version) {

    /** One role of an account. */
    @Table("account_role")
    public record Grant(String role) {

        static Set<Grant> all(Collection<Role> roles) {
            return roles.stream().map(role -> new Grant(role.claim()))
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    public static Account open(EmailAddress email, String firstName, String lastName, String passwordHash,
            Role role, Instant now) {
        return new Account(UUID.randomUUID(), email.value(), firstName, lastName, passwordHash,
                Grant.all(Set.of(role)), now, null);
    }

    public Set<Role> roles() {
        return grants.stream().flatMap(grant -> Role.of(grant.role()).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    public Account withRoles(Collection<Role> roles) {
        return new Account(id, email, firstName, lastName, passwordHash, Grant.all(roles), createdAt,
                version);
    }

    /** Says which account it is, and nothing that a log must not hold. */
    @Override
    public String toString() {
        return "Account[" + id + "]";
    }
}
