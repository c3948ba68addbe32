package dev.sluice.auth.token;

import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.sluice.common.identity.Role;

/**
 * For whom a token is made.
 *
 * @param subject the account's UUID, or the client id of a service
 * @param clientId the client that asked for the token
 * @param name e-mail of a person, or the client id of a service
 * @param email of a person; null for a service
 */
public record Bearer(String subject, String clientId, String name, @Nullable String email, Set<Role> roles,
        Set<String> scopes) {
}
