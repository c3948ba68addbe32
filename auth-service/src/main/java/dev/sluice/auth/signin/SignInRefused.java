package dev.sluice.auth.signin;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.ProblemException;

/** The address and the password do not belong together; which of them is wrong is not said. */
final class SignInRefused extends ProblemException {

    private static final long serialVersionUID = 1L;

    SignInRefused() {
        super(HttpStatus.UNAUTHORIZED, "invalid-credentials", "Sign-in refused",
                "The e-mail address or the password is wrong.");
        getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
}
