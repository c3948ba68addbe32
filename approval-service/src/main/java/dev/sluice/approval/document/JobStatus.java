package dev.sluice.approval.document;

/**
 * Where a job stands; the names are part of the API. Everything but RUNNING and PENDING_APPROVAL is final.
 */
enum JobStatus {
    RUNNING,
    PENDING_APPROVAL,
    COMPLETED,
    REJECTED,
    EXPIRED,
    FAILED
}
