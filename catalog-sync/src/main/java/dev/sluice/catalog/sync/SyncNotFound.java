package dev.sluice.catalog.sync;

import java.io.Serial;

import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.ProblemException;

/** There is no run with this id. */
class SyncNotFound extends ProblemException {

    @Serial
    private static final long serialVersionUID = 1L;

    SyncNotFound() {
        super(HttpStatus.NOT_FOUND, "sync-not-found", "No such sync", "No sync has this id.");
    }
}
