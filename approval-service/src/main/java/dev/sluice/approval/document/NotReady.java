package dev.sluice.approval.document;

import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.ProblemException;

/** What was asked for does not exist yet, and for some jobs never will. */
final class NotReady extends ProblemException {

    private static final long serialVersionUID = 1L;

    private NotReady(String type, String title, String detail, JobStatus status) {
        super(HttpStatus.CONFLICT, type, title, detail);
        with("status", status);
    }

    /** Nobody has approved it, or it is still being written. */
    static NotReady output(JobStatus status) {
        return new NotReady("output-not-ready", "No output",
                "A job has output once it is COMPLETED; its status is " + status + ".", status);
    }

    /** No row has been held against the contract yet. */
    static NotReady rejected(JobStatus status) {
        return new NotReady("rejected-not-ready", "No rejected rows yet",
                "The rows of this job are not checked yet; its status is " + status + ".", status);
    }
}
