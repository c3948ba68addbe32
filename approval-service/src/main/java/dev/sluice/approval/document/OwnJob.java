package dev.sluice.approval.document;

import java.util.UUID;

import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.ProblemException;

/** Whoever asked for a job may not decide on it while four eyes are needed. */
final class OwnJob extends ProblemException {

    private static final long serialVersionUID = 1L;

    OwnJob(UUID id) {
        super(HttpStatus.FORBIDDEN, "four-eyes", "Another person has to decide",
                "You asked for job " + id + " yourself, so somebody else has to decide on it.");
    }
}
