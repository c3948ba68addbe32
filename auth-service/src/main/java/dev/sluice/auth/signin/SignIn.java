package dev.sluice.auth.signin;

import dev.sluice.auth.token.IssuedToken;

/** How an attempt to sign in ends. Why it was refused is nobody's business. */
sealed interface SignIn {

    /** The password was right. */
    record Granted(IssuedToken token) implements SignIn {
    }

    /** No account has this address and this password. */
    record Refused() implements SignIn {
    }
}
