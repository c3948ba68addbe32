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

/**
 * A person who can sign in, and what they may do. One address has one account.
 *
 * @param tokenEpoch counts what ended the tokens issued before
 * @param sessionEpoch counts what ended the sessions begun before
 * @param lockedAt since when nobody may sign in to it; null while somebody may
 */
@Table("account")
public record Account(
        @Id UUID id,
        String email,
        String firstName,
        String lastName,
        String passwordHash,
        @MappedCollection(idColumn = "account_id") Set<Grant> grants,
        Instant createdAt,
        long tokenEpoch,
        long sessionEpoch,
        @Nullable Instant lockedAt,
        @Version @Nullable Integer version) {

    /** Text of a name: no control characters and no halves of surrogate pairs. */
    public static final String PLAIN = "[^\\p{Cc}\\p{Cs}]*";

    /** One role of an account. */
    @Table("account_role")
    public record Grant(String role) {

        static Set<Grant> all(Collection<Role> roles) {
            return roles.stream().map(role -> new Grant(role.claim()))
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    public static Account open(EmailAddress email, String firstName, String lastName, String passwordHash,
            Set<Role> roles, Instant now) {
        return new Account(UUID.randomUUID(), email.value(), firstName, lastName, passwordHash,
                Grant.all(roles), now, 0, 0, null, null);
    }

    public boolean isLocked() {
        return lockedAt != null;
    }

    public Set<Role> roles() {
        return grants.stream().flatMap(grant -> Role.of(grant.role()).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    public Person person() {
        return new Person(id, email, roles(), tokenEpoch, sessionEpoch);
    }

    /** Its tokens no longer hold; its sessions go on and get new ones. */
    public Account withRoles(Collection<Role> roles) {
        return new Account(id, email, firstName, lastName, passwordHash, Grant.all(roles), createdAt,
                tokenEpoch + 1, sessionEpoch, lockedAt, version);
    }

    /** Another password: whoever signed in with the old one is out. */
    public Account withPassword(String passwordHash) {
        Account out = withoutSessions();
        return new Account(id, email, firstName, lastName, passwordHash, grants, createdAt, out.tokenEpoch,
                out.sessionEpoch, lockedAt, version);
    }

    /** All tokens and sessions up to now have ended. */
    public Account withoutSessions() {
        return new Account(id, email, firstName, lastName, passwordHash, grants, createdAt, tokenEpoch + 1,
                sessionEpoch + 1, lockedAt, version);
    }

    /** Nobody signs in to it, and whoever had is out. */
    public Account locked(Instant now) {
        Account out = withoutSessions();
        return new Account(id, email, firstName, lastName, passwordHash, grants, createdAt, out.tokenEpoch,
                out.sessionEpoch, now, version);
    }

    public Account unlocked() {
        return new Account(id, email, firstName, lastName, passwordHash, grants, createdAt, tokenEpoch,
                sessionEpoch, null, version);
    }

    /** Says which account it is, and nothing that a log must not hold. */
    @Override
    public String toString() {
        return "Account[" + id + "]";
    }
}
