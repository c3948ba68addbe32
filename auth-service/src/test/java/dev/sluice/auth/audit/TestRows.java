package dev.sluice.auth.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Chains that nobody has touched. */
public final class TestRows {

    public static final Instant BEGIN = Instant.parse("2026-03-01T08:00:00.000001Z");

    private TestRows() {
    }

    /** So many rows from the first one. */
    public static List<AuditRow> chain(int rows) {
        List<AuditRow> chain = new ArrayList<>();
        Head head = Head.NONE;
        for (int row = 0; row < rows; row++) {
            chain.add(after(head, "account-" + row));
            head = chain.getLast().head();
        }
        return chain;
    }

    /** A row that follows a head as it should. */
    public static AuditRow after(Head head, String subject) {
        return AuditRow.after(head, BEGIN.plusSeconds(head.sequence()), "account.locked", "succeeded",
                "administrator", subject, null, "192.0.2.7", null,
                new TreeMap<>(Map.of("count", Long.toString(head.sequence()))));
    }

    /** The same row with another subject, and the hash that it had. */
    public static AuditRow changed(AuditRow row) {
        return new AuditRow(row.sequence(), row.at(), row.type(), row.outcome(), row.actor(), "somebody-else",
                row.clientId(), row.network(), row.correlation(), row.detail(), row.previous(), row.hash());
    }
}
