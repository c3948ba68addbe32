package dev.sluice.auth.account;

import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.ProblemException;

/** Nobody has such an account. */
public final class AccountNotFound extends ProblemException {

    private static final long serialVersionUID = 1L;

    public AccountNotFound(String detail) {
        super(HttpStatus.NOT_FOUND, "account-not-found", "No such account", detail);
    }
}
