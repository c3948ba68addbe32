package dev.sluice.auth.account;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.sluice.common.identity.Role;

/** What an account's owner and administrators see of it. */
public record AccountView(UUID id, String email, String firstName, String lastName, List<String> roles,
        Instant createdAt) {

    public static AccountView of(Account account) {
        return new AccountView(account.id(), account.email(), account.firstName(), account.lastName(),
                account.roles().stream().sorted().map(Role::claim).toList(), account.createdAt());
    }
}
