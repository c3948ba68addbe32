package dev.sluice.auth.account;

import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.ProblemException;

/** Somebody has an account with that address already. */
public final class EmailTaken extends ProblemException {

    private static final long serialVersionUID = 1L;

    EmailTaken() {
        super(HttpStatus.CONFLICT, "email-taken", "E-mail address taken",
                "There is an account with this address. Sign in, or use another address.");
    }
}
