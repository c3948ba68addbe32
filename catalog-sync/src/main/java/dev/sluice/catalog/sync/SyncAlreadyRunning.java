package dev.sluice.catalog.sync;

import java.io.Serial;

import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.ProblemException;

/** One run at a time. */
class SyncAlreadyRunning extends ProblemException {

    @Serial
    private static final long serialVersionUID = 1L;

    SyncAlreadyRunning() {
        super(HttpStatus.CONFLICT, "sync-already-running", "A sync is running",
                "Only one sync runs at a time; wait for the end of the one that is running.");
    }
}
