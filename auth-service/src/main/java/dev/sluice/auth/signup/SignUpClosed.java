package dev.sluice.auth.signup;

import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.ProblemException;

/** Accounts come from administrators here. */
final class SignUpClosed extends ProblemException {

    private static final long serialVersionUID = 1L;

    SignUpClosed() {
        super(HttpStatus.FORBIDDEN, "signup-closed", "Sign-up closed",
                "Nobody can sign up here. Ask an administrator for an account.");
    }
}
