package dev.sluice.auth.signin;

import java.time.Duration;

import dev.sluice.auth.account.Person;
import dev.sluice.auth.token.IssuedToken;

/** How an attempt to sign in ends. Why it was refused is nobody's business. */
sealed interface SignIn {

    /**
     * The password was right.
     *
     * @param hashed whether it was compared with its hash now, and not only remembered
     */
    record Granted(IssuedToken token, Person person, boolean hashed) implements SignIn {
    }

    /** There were too many attempts before it; whether the password was right is not known. */
    record TooMany(Duration retryAfter) implements SignIn {
    }

    /** No account has this address and this password. */
    record Refused() implements SignIn {
    }
}
