package dev.sluice.auth.signin;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
import dev.sluice.auth.proof.Proofs;
import dev.sluice.auth.proof.Recalled;

/**
 * Compares passwords with the hashes of accounts, and makes hashes anew that are older than what is
 * configured.
 */
@Component
class AccountPasswords {

    private static final String STAND_IN = "stand-in";
    /** Instead of what cannot be an address, and perhaps cannot be sent to the database. */
    private static final String NOBODYS = "";

    private final Accounts accounts;
    private final PasswordHashes hashes;
    private final Proofs proofs;
    private final Vault vault;

    AccountPasswords(Accounts accounts, PasswordHashes hashes, Proofs proofs, Vault vault) {
        this.accounts = accounts;
        this.hashes = hashes;
        this.proofs = proofs;
        this.vault = vault;
    }

    /**
     * What came of an attempt.
     *
     * @param counted the attempt as it counts for the account
     * @param account null if nobody has the address
     * @param proven whether the password is the account's
     * @param retryAfter more than nothing if there were too many attempts, and nothing was compared
     */
    record Compared(Attempt counted, @Nullable Account account, boolean proven, Duration retryAfter) {
    }

    /**
     * Looks up whose password the attempt's should be, and compares it. Only now it shows whether the
     * device is the account's; one that is not is counted again, as a stranger.
     *
     * @throws HashingBusy if there is no room for another hash; then, as after any other failure, the attempt
     *         does not count
     */
    Compared compare(Attempt attempt) {
        Attempt counted = attempt;
        List<Attempt> taken = new ArrayList<>(List.of(attempt));
        try (PasswordHashes.Turn turn = hashes.turn()) {
            Account compared = ownerOrStandIn(attempt);
            Account account = compared == null || !compared.email().equals(attempt.address()) ? null
                    : compared;
            if (account != null) {
                counted = attempt.in(account.sessionEpoch());
            }
            if (!counted.equals(attempt)) {
                switch (proofs.recall(counted)) {
                    case Recalled.TooMany(Duration wait) -> {
                        return new Compared(counted, account, false, wait);
                    }
                    case Recalled.Unproven() -> taken.add(counted);
                    case Recalled.Proven(_) -> { }
                }
            }
            boolean matches = turn.matches(attempt.password(),
                    compared == null ? null : compared.passwordHash());
            return new Compared(counted, account, matches && account != null, Duration.ZERO);
        }
        catch (RuntimeException notCompared) {
            taken.forEach(proofs::giveBack);
            throw notCompared;
        }
    }

    /**
     * Whose hash an attempt is compared with; null if there is no account at all. For an unknown address it
     * is some account's, for the same address always the same one's. Hashes of different age take different
     * time; so do unknown addresses, in the same shares. One statement finds either.
     */
    @Nullable Account ownerOrStandIn(Attempt attempt) {
        ByteBuffer drawn = ByteBuffer.wrap(
                vault.fingerprint(STAND_IN, attempt.address().getBytes(StandardCharsets.UTF_8)));
        String email = EmailAddress.of(attempt.email()).map(EmailAddress::value).orElse(NOBODYS);
        return accounts.findByEmailOrFrom(email, new UUID(drawn.getLong(), drawn.getLong())).orElse(null);
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
