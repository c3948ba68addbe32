package dev.sluice.auth.account;

import java.util.Set;
import java.util.UUID;

import dev.sluice.common.identity.Role;

/**
 * Whose a session is, and what its tokens say of them: an account as far as a proof of its password is about
 * it.
 */
public record Person(UUID id, String email, Set<Role> roles, long tokenEpoch, long sessionEpoch) {

    public Person {
        roles = Set.copyOf(roles);
    }

    /** Says who it is, and nothing that a log must not hold. */
    @Override
    public String toString() {
        return "Person[" + id + "]";
    }
}
