package dev.sluice.auth.administration;

import java.util.List;

import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.Fault;
import dev.sluice.common.problem.ProblemException;

/** An account is created with a password or with a hash of it; never with both, never with neither. */
final class NotOnePassword extends ProblemException {

    private static final long serialVersionUID = 1L;

    NotOnePassword() {
        super(HttpStatus.BAD_REQUEST, "invalid-request", "Bad Request", "The request is not valid.");
        String detail = "there must be either password or password_hash";
        withErrors(List.of(new Fault("#/password", detail), new Fault("#/password_hash", detail)));
    }
}
