package dev.sluice.auth.signin;

import java.util.Optional;
import java.util.Set;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

import dev.sluice.auth.account.Account;
import dev.sluice.auth.account.Accounts;
import dev.sluice.auth.account.EmailAddress;
import dev.sluice.auth.password.HashingBusy;
import dev.sluice.auth.password.Password;
import dev.sluice.auth.password.PasswordHashes;
import dev.sluice.auth.token.Bearer;
import dev.sluice.auth.token.Mint;

/**
 * Gives a token to whoever proves an account's password. An unknown address costs and looks the same as a
 * wrong password.
 */
@Component
class SignInDesk {

    /** The client of a direct sign-in, and what its token is for: all that the person's roles allow. */
    private static final String FIRST_PARTY = "sluice";

    private final Accounts accounts;
    private final PasswordHashes hashes;
    private final Mint mint;
    private final MeterRegistry meters;

    SignInDesk(Accounts accounts, PasswordHashes hashes, Mint mint, MeterRegistry meters) {
        this.accounts = accounts;
        this.hashes = hashes;
        this.mint = mint;
        this.meters = meters;
        for (String outcome : Set.of("granted", "refused", "busy")) {
            count(outcome, 0);
        }
    }

    SignIn signIn(String email, Password password) {
        Optional<Account> account = EmailAddress.of(email)
                .flatMap(address -> accounts.findByEmail(address.value()));
        boolean proven;
        try {
            proven = hashes.matches(password, account.map(Account::passwordHash).orElse(null));
        }
        catch (HashingBusy busy) {
            count("busy", 1);
            throw busy;
        }
        if (!proven) {
            count("refused", 1);
            return new SignIn.Refused();
        }
        count("granted", 1);
        return new SignIn.Granted(mint.issue(bearer(account.orElseThrow())));
    }

    private static Bearer bearer(Account account) {
        return new Bearer(account.id().toString(), FIRST_PARTY, account.email(), account.email(),
                account.roles(), Set.of(FIRST_PARTY));
    }

    private void count(String outcome, int attempts) {
        meters.counter("sluice.auth.signins", "outcome", outcome).increment(attempts);
    }
}
