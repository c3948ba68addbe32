package dev.sluice.auth.account;

import java.time.Instant;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.sluice.common.identity.Role;

import static org.assertj.core.api.Assertions.assertThat;

class AccountTests {

    private final Account account = Account.open(new EmailAddress("ann@example.org"), "Ann", "Lee",
            "$argon2id$secret", Set.of(Role.SUBMITTER), Instant.EPOCH);

    @Test
    void rolesAreReplacedAndNotAdded() {
        assertThat(account.roles()).containsExactly(Role.SUBMITTER);
        assertThat(account.withRoles(Set.of(Role.REVIEWER, Role.STEWARD)).roles())
                .containsExactlyInAnyOrder(Role.REVIEWER, Role.STEWARD);
        assertThat(account.withRoles(Set.of()).roles()).isEmpty();
    }

    @Test
    void anAccountInALogLineTellsNothing() {
        assertThat(account).asString().contains(account.id().toString())
                .doesNotContain("argon2id", "ann@example.org");
    }

    @Test
    void itsOwnerSeesNoHash() {
        assertThat(AccountView.of(account)).asString().doesNotContain("argon2id");
    }
}
