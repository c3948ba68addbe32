package dev.sluice.auth.registry;

import java.util.List;

import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.Fault;
import dev.sluice.common.problem.ProblemException;

/** What was sent cannot be a client. */
final class InvalidClient extends ProblemException {

    private static final long serialVersionUID = 1L;

    InvalidClient(String pointer, String detail) {
        super(HttpStatus.BAD_REQUEST, "invalid-request", "Bad Request", "The request is not valid.");
        withErrors(List.of(new Fault(pointer, detail)));
    }
}
