package dev.sluice.auth.signin;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.sluice.auth.account.Account;
import dev.sluice.auth.account.Accounts;
import dev.sluice.auth.account.EmailAddress;
import dev.sluice.auth.key.Vault;
import dev.sluice.auth.password.HashingBusy;
import dev.sluice.auth.password.Password;
import dev.sluice.auth.password.PasswordHashes;
import dev.sluice.auth.proof.Attempt;

/**
 * Compares passwords with the hashes of accounts, and makes hashes anew that are older than what is
 * configured.
 */
@Component
class AccountPasswords {

    private static final String STAND_IN = "stand-in";
    private static final UUID FIRST = new UUID(0, 0);

    private final Accounts accounts;
    private final PasswordHashes hashes;
    private final Vault vault;

    AccountPasswords(Accounts accounts, PasswordHashes hashes, Vault vault) {
        this.accounts = accounts;
        this.hashes = hashes;
        this.vault = vault;
    }

    /**
     * What came of an attempt.
     *
     * @param account null if nobody has the address
     * @param proven whether the password is the account's
     */
    record Compared(@Nullable Account account, boolean proven) {
    }

    /**
     * Looks up whose password the attempt's should be, and compares it.
     *
     * @throws HashingBusy if there is no room for another hash; then nothing was looked up
     */
    Compared compare(Attempt attempt) {
        try (PasswordHashes.Turn turn = hashes.turn()) {
            Account account = EmailAddress.of(attempt.email())
                    .flatMap(address -> accounts.findByEmail(address.value())).orElse(null);
            String hash = account == null ? standIn(attempt.address()) : account.passwordHash();
            boolean matches = turn.matches(attempt.password(), hash);
            return new Compared(account, matches && account != null);
        }
    }

    /**
     * What an unknown address is compared with: the hash of some account, for the same address that of the
     * same one. Hashes of different age take different time; so do unknown addresses, in the same shares.
     */
    @Nullable String standIn(String address) {
        ByteBuffer drawn = ByteBuffer.wrap(
                vault.fingerprint(STAND_IN, address.getBytes(StandardCharsets.UTF_8)));
        return accounts.findHashFrom(new UUID(drawn.getLong(), drawn.getLong()))
                .or(() -> accounts.findHashFrom(FIRST)).orElse(null);
    }

    /** Gives an account whose password has just been proven a hash of today, if its own is older. */
    void renew(Account account, Password proven) {
        if (!hashes.isOlder(account.passwordHash())) {
            return;
        }
        try {
            accounts.replaceHash(account.id(), account.passwordHash(), hashes.hash(proven));
        }
        catch (HashingBusy busy) {
            // The next sign-in does it.
        }
    }
}
