package dev.sluice.auth.password;

import java.util.List;

import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.Fault;
import dev.sluice.common.problem.ProblemException;

/** A hash of another system that cannot be kept; it is not repeated. */
final class ImportedHashRefused extends ProblemException {

    private static final long serialVersionUID = 1L;

    ImportedHashRefused() {
        super(HttpStatus.BAD_REQUEST, "invalid-request", "Bad Request", "The request is not valid.");
        withErrors(List.of(new Fault("#/password_hash", """
                must be of bcrypt ($2a$, $2b$, $2y$) with a cost of 4 to 13, or of Argon2id (version 19) \
                with at most 128 MiB, 16 lanes, and 512 MiB over all iterations""")));
    }
}
