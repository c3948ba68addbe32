package dev.sluice.auth.signin;

import java.time.Duration;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.sluice.auth.account.Person;

/** What is found of an attempt, for the audit trail too. */
sealed interface Verdict {

    /**
     * The password is the account's.
     *
     * @param hashed whether it was compared with its hash for this very attempt
     */
    record Proven(Person person, boolean hashed) implements Verdict {
    }

    /**
     * Nobody can sign in like that.
     *
     * @param account null if nobody has the address
     */
    record Refused(@Nullable UUID account, String reason) implements Verdict {
    }

    /**
     * Nothing was compared.
     *
     * @param account null if it was not looked up
     */
    record TooMany(@Nullable UUID account, Duration retryAfter) implements Verdict {
    }
}
