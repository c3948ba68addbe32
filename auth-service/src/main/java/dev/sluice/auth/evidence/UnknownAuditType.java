package dev.sluice.auth.evidence;

import org.springframework.http.HttpStatus;

import dev.sluice.auth.audit.AuditType;
import dev.sluice.common.problem.ProblemException;

/** A type of event that does not exist; the answer lists those that do. */
final class UnknownAuditType extends ProblemException {

    private static final long serialVersionUID = 1L;

    UnknownAuditType() {
        super(HttpStatus.BAD_REQUEST, "unknown-audit-type", "Unknown type", "There are no such events.");
        with("types", AuditType.words());
    }
}
