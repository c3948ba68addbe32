package dev.sluice.auth.signin;

import java.time.Duration;

import dev.sluice.auth.token.IssuedToken;

/** How an attempt to sign in ends. Why it was refused is nobody's business. */
sealed interface SignIn {

    /** The password was right. */
    record Granted(IssuedToken token) implements SignIn {
    }

    /** There were too many attempts before it; whether the password was right is not known. */
    record TooMany(Duration retryAfter) implements SignIn {
    }

    /** No account has this address and this password. */
    record Refused() implements SignIn {
    }
}
