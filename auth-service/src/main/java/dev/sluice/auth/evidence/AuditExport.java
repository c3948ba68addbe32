package dev.sluice.auth.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import dev.sluice.auth.audit.AuditEvent;
import dev.sluice.auth.audit.AuditTrail;
import dev.sluice.auth.audit.AuditType;
import dev.sluice.auth.audit.Head;
import dev.sluice.common.identity.Actor;

/** Writes the trail for an auditor. It ends with its signed head, so that a part does not pass for all. */
@Component
class AuditExport {

    private final AuditRows rows;
    private final Checkpoints checkpoints;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;

    AuditExport(AuditRows rows, Checkpoints checkpoints, AuditTrail audit, TransactionTemplate transaction) {
        this.rows = rows;
        this.checkpoints = checkpoints;
        this.audit = audit;
        this.transaction = transaction;
    }

    /** Signs what there is; returns the last row that will be written. */
    Head prepare(Actor by) {
        transaction.executeWithoutResult(status ->
                audit.record(AuditEvent.of(AuditType.AUDIT_EXPORTED).by(by.id())));
        // Of a chain that is broken all is written too: it shows where.
        return checkpoints.sign().orElseGet(rows::head);
    }

    void write(long after, Head last, Writer out) {
        rows.each(after, last.sequence(), row -> line(out, new AuditLine.Row(row)),
                signed -> line(out, new AuditLine.Signed(signed)));
    }

    private static void line(Writer out, AuditLine line) {
        try {
            out.write(line.text());
            out.write('\n');
        }
        catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
