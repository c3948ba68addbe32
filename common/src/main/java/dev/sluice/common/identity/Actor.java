package dev.sluice.common.identity;

import java.util.Set;

/**
 * Who makes the request, as the verified token says: a person, or a service with no role. A controller
 * takes it as a parameter and never reads the caller's name from a body.
 *
 * @param id the account's UUID, or the client id of a service
 * @param name e-mail of a person, or the client id of a service
 * @param roles what a person may do
 * @param scopes what the token was given for
 */
public record Actor(String id, String name, Set<Role> roles, Set<String> scopes) {

    public Actor {
        if (id.isBlank() || name.isBlank()) {
            throw new IllegalArgumentException("An actor has an id and a name");
        }
        roles = Set.copyOf(roles);
        scopes = Set.copyOf(scopes);
    }

    /** Whether the actor has at least one of the roles. */
    public boolean has(Role... anyOf) {
        for (Role role : anyOf) {
            if (roles.contains(role)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the token was given for that scope. */
    public boolean may(String scope) {
        return scopes.contains(scope);
    }
}
