package dev.sluice.auth.signin;

import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.ProblemException;

/** The token is good, but the password that was to be proven again is not; a 401 would blame the token. */
final class WrongPassword extends ProblemException {

    private static final long serialVersionUID = 1L;

    WrongPassword() {
        super(HttpStatus.FORBIDDEN, "wrong-password", "Wrong password", "The current password is wrong.");
    }
}
