package dev.sluice.auth.account;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.sluice.common.identity.Actor;
import dev.sluice.common.identity.Role;

/** What an account's owner and administrators see of it. */
public record AccountView(UUID id, String email, String firstName, String lastName, List<String> roles,
        Instant createdAt, boolean locked) {

    public static AccountView of(Account account) {
        return new AccountView(account.id(), account.email(), account.firstName(), account.lastName(),
                account.roles().stream().sorted().map(Role::claim).toList(), account.createdAt(),
                account.isLocked());
    }

    /**
     * Whose account it is.
     *
     * @throws AccountNotFound if the actor is a service
     */
    public static UUID person(Actor actor) {
        try {
            return UUID.fromString(actor.id());
        }
        catch (IllegalArgumentException aServiceClient) {
            throw new AccountNotFound("This token belongs to a service, which has no account.");
        }
    }
}
