package dev.sluice.approval.document;

import org.springframework.http.HttpStatus;

import dev.sluice.common.problem.ProblemException;

/** The decision was not taken, and nothing has changed. */
final class Undecidable extends ProblemException {

    private static final long serialVersionUID = 1L;

    private Undecidable(HttpStatus status, String name, String title, String detail) {
        super(status, name, title, detail);
    }

    static ProblemException alreadyDecided(Decision first) {
        return new Undecidable(HttpStatus.CONFLICT, "already-decided", "Already decided",
                "The job was " + (first.approved() ? "approved" : "rejected") + " by " + first.by() + ".")
                .with("decision", first);
    }

    /** Without the right digest, which would spare the caller to look at what it stands for. */
    static ProblemException stale() {
        return new Undecidable(HttpStatus.CONFLICT, "stale-digest", "Not what was shown",
                "The digest is not that of what waits for a decision now. Look at it and decide again.");
    }

    static ProblemException notWaiting(JobStatus status) {
        return new Undecidable(HttpStatus.CONFLICT, "not-pending", "Nothing to decide",
                "The job is not waiting for a decision; its status is " + status + ".")
                .with("status", status);
    }
}
