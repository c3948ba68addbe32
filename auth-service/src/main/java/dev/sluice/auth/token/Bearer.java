package dev.sluice.auth.token;

import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.sluice.common.identity.Role;

/**
 * For whom a token is made.
 *
 * @param subject the account's UUID, or the client id of a service
 * @param clientId the client that asked for the token
 * @param name e-mail of a person, or the client id of a service
 * @param email of a person; null for a service
 * @param session that the token belongs to; null for a service
 * @param epoch of the subject: its tokens of a lower one may have been revoked
 */
public record Bearer(String subject, String clientId, String name, @Nullable String email, Set<Role> roles,
        Set<String> scopes, @Nullable UUID session, long epoch) {

    /** The client of a direct sign-in, and what its token is for: all that the person's roles allow. */
    public static final String FIRST_PARTY = "sluice";

    /** A service, which has no session. */
    public static Bearer service(String clientId, Set<String> scopes, long epoch) {
        return new Bearer(clientId, clientId, clientId, null, Set.of(), scopes, null, epoch);
    }
}
