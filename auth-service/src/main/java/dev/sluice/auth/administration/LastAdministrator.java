package dev.sluice.auth.administration;

import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.ProblemException;

/** Without this administrator nobody could make another one. */
final class LastAdministrator extends ProblemException {

    private static final long serialVersionUID = 1L;

    LastAdministrator() {
        super(HttpStatus.CONFLICT, "last-administrator", "Last administrator",
                "The only administrator cannot lose the role. Make somebody else administrator first.");
    }
}
