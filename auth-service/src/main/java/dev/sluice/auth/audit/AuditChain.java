package dev.sluice.auth.audit;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * The rows in the database. Whoever appends holds the lock of the chain until their transaction ends, so that
 * the next one sees its end; all instances append to one chain.
 */
@Component
class AuditChain {

    private final JdbcOperations jdbc;
    private final JsonMapper json = JsonMapper.shared();

    AuditChain(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** Appends, in the running transaction; returns what the chain ends with. */
    @Transactional(propagation = Propagation.MANDATORY)
    Head append(List<Occurrence> occurred) {
        jdbc.query("select pg_advisory_xact_lock(hashtext('sluice audit'))", row -> { });
        // In a statement of its own: one that began before it had the lock would not see the last row.
        // What somebody else numbered, so high that nothing could follow, is not what it goes on from.
        Head head = jdbc.query("""
                select sequence, coalesce(hash, '') from audit_event where sequence < ?
                order by sequence desc limit 1""",
                (row, number) -> new Head(row.getLong(1), row.getString(2)), Head.BOUND).stream()
                .findFirst().orElse(Head.NONE);
        List<Object[]> rows = new ArrayList<>();
        for (Occurrence occurrence : occurred) {
            AuditRow row = occurrence.after(head);
            rows.add(new Object[] {row.sequence(), row.at().atOffset(ZoneOffset.UTC), row.type(),
                row.outcome(), row.actor(), row.subject(), row.clientId(), row.network(), row.correlation(),
                json.writeValueAsString(row.detail()), row.previous(), row.hash()});
            head = row.head();
        }
        jdbc.batchUpdate("""
                insert into audit_event (sequence, at, type, outcome, actor, subject, client_id, network,
                                         correlation, detail, previous, hash)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, cast(? as jsonb), ?, ?)""", rows);
        return head;
    }

    /** Whether there is such a row. */
    boolean holds(Head head) {
        return !jdbc.queryForList("select 1 from audit_event where sequence = ? and hash = ?",
                head.sequence(), head.hash()).isEmpty();
    }
}
