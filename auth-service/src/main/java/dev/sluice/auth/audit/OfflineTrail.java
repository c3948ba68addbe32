package dev.sluice.auth.audit;

import java.time.Clock;
import java.util.List;

import org.springframework.jdbc.core.JdbcOperations;

/** The trail as a command writes it while no instance runs. */
public final class OfflineTrail {

    private final AuditChain chain;
    private final Clock clock;

    public OfflineTrail(JdbcOperations jdbc, Clock clock) {
        this.chain = new AuditChain(jdbc);
        this.clock = clock;
    }

    /** Tells of a change, in the transaction that runs on that connection; returns its row. */
    public Head record(AuditEvent event) {
        return chain.append(List.of(Occurrence.now(event, clock)));
    }
}
