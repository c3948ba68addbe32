package dev.sluice.approval.document;

/** What became of the attempt to decide. */
sealed interface Ruling {

    record Made(Job job) implements Ruling {
    }

    /** Somebody was first. */
    record AlreadyMade(Decision first) implements Ruling {
    }

    /** The reviewer looked at something else than what is there now. */
    record Stale() implements Ruling {
    }

    /** Not loaded yet, expired, or failed: there is nothing to decide. */
    record NotWaiting(JobStatus status) implements Ruling {
    }
}
