package dev.sluice.approval.document;

import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.ProblemException;

/** There is no output, because nobody has approved it or it is still being written. */
final class OutputNotReady extends ProblemException {

    private static final long serialVersionUID = 1L;

    OutputNotReady(JobStatus status) {
        super(HttpStatus.CONFLICT, "output-not-ready", "No output",
                "A job has output once it is COMPLETED; its status is " + status + ".");
        with("status", status);
    }
}
