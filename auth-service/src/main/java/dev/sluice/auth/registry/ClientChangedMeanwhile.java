package dev.sluice.auth.registry;

import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.ProblemException;

/** The client is not in the version that its writer has read. */
final class ClientChangedMeanwhile extends ProblemException {

    private static final long serialVersionUID = 1L;

    ClientChangedMeanwhile() {
        super(HttpStatus.PRECONDITION_FAILED, "client-changed-meanwhile", "The client has changed",
                "Read the client again and repeat the change with its ETag.");
    }
}
