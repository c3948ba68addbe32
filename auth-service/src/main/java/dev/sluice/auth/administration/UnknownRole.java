package dev.sluice.auth.administration;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.springframework.http.HttpStatus;

import dev.sluice.common.identity.Role;
import dev.sluice.common.problem.ProblemException;

/** A role that does not exist; the answer lists those that do. */
final class UnknownRole extends ProblemException {

    private static final long serialVersionUID = 1L;

    UnknownRole() {
        super(HttpStatus.BAD_REQUEST, "unknown-role", "Unknown role", "There is no such role.");
        with("roles", Arrays.stream(Role.values()).map(Role::claim).toList());
    }

    static ProblemException inTheQuery() {
        return new UnknownRole().with("errors",
                List.of(Map.of("parameter", "role", "detail", "is no role")));
    }
}
