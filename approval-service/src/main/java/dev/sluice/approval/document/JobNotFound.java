package dev.sluice.approval.document;

import java.util.UUID;

import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.ProblemException;

/** There is no such job, or none that the caller may see; which of the two is nobody's business. */
final class JobNotFound extends ProblemException {

    private static final long serialVersionUID = 1L;

    JobNotFound(UUID id) {
        super(HttpStatus.NOT_FOUND, "job-not-found", "Job not found", "There is no job " + id + ".");
    }
}
