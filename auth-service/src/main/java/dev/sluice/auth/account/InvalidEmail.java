package dev.sluice.auth.account;

import java.util.List;
import java.util.Map;

import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.ProblemException;

/** Text that cannot be an e-mail address. */
public final class InvalidEmail extends ProblemException {

    private static final long serialVersionUID = 1L;

    InvalidEmail() {
        super(HttpStatus.BAD_REQUEST, "invalid-request", "Bad Request",
                "The e-mail address is not valid.");
        with("errors", List.of(Map.of("pointer", "#/email", "detail", "must be an e-mail address")));
    }
}
