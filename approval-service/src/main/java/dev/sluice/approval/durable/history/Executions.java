package dev.sluice.approval.durable.history;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The executions' rows: started once per id, claimed by one worker at a time, woken when due. Everything
 * that makes an execution runnable also notifies {@link #CHANNEL}, so that no instance has to poll for it.
 */
public class Executions {

    /** The PostgreSQL channel on which instances hear that something became runnable. */
    public static final String CHANNEL = "sluice_durable";

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final Events events;
    private final JsonMapper json;

    public Executions(JdbcClient jdbc, TransactionOperations transactions, JsonMapper json) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.json = json;
        this.events = new Events(jdbc, json);
    }

    /**
     * Starts an execution, in the caller's transaction if there is one; false if the id has been started
     * before.
     */
    public boolean start(UUID id, String workflow, JsonNode input, Origin origin, Instant now) {
        return transactions.execute(status -> insert(id, workflow, input, origin, now));
    }

    private boolean insert(UUID id, String workflow, JsonNode input, Origin origin, Instant now) {
        int inserted = jdbc.sql("""
                insert into execution (id, workflow, status, input, correlation_id, traceparent, wake_at,
                                       last_event, started_at)
                values (:id, :workflow, 'PENDING', cast(:input as jsonb), :correlationId, :traceparent, :now,
                        1, :now)
                on conflict (id) do nothing""")
                .param("correlationId", origin.correlationId())
                .param("traceparent", origin.traceparent())
                .param("id", id)
                .param("workflow", workflow)
                .param("input", json.writeValueAsString(input))
                .param("now", utc(now))
                .update();
        if (inserted == 0) {
            return false;
        }
        events.insert(id, 1, List.of(HistoryEvent.of(EventType.EXECUTION_STARTED, now, Details.NONE)));
        announce();
        return true;
    }

    /**
     * Claims what is due, oldest first: new, woken, timed or left behind by an instance whose lease ended.
     */
    public List<Claim> claim(String worker, Collection<String> workflows, int limit, Instant now,
            Instant leaseEnd) {
        if (workflows.isEmpty()) {
            return List.of();
        }
        // Materialized, since a plan that runs the selection once for each row claims the limit each time.
        return jdbc.sql("""
                with due as materialized (
                    select id from execution where wake_at <= :now and workflow in (:workflows)
                    order by wake_at limit :limit for update skip locked)
                update execution e
                set status = 'RUNNING', worker = :worker, fence = fence + 1, tries = tries + 1,
                    wake_at = :leaseEnd
                from due where e.id = due.id
                returning e.id, e.workflow, e.input, e.fence, e.last_event, e.tries,
                          e.correlation_id, e.traceparent""")
                .param("worker", worker)
                .param("leaseEnd", utc(leaseEnd))
                .param("now", utc(now))
                .param("workflows", workflows)
                .param("limit", limit)
                .query((row, n) -> new Claim(
                        row.getObject("id", UUID.class),
                        row.getString("workflow"),
                        json.readTree(row.getString("input")),
                        row.getLong("fence"),
                        row.getInt("last_event"),
                        row.getInt("tries"),
                        new Origin(row.getString("correlation_id"), row.getString("traceparent"))))
                .list();
    }

    /** Moves the end of this worker's leases; an execution that somebody else has taken over stays theirs. */
    public void renew(String worker, Collection<UUID> ids, Instant leaseEnd) {
        if (!ids.isEmpty()) {
            jdbc.sql("update execution set wake_at = :leaseEnd"
                    + " where worker = :worker and status = 'RUNNING' and id in (:ids)")
                    .param("leaseEnd", utc(leaseEnd))
                    .param("worker", worker)
                    .param("ids", ids)
                    .update();
        }
    }

    /** Lets others, or this worker again, claim the execution earlier than the end of the lease. */
    public void giveBack(Claim claim, Instant wakeAt) {
        jdbc.sql("update execution set wake_at = :wakeAt"
                + " where id = :id and fence = :fence and status = 'RUNNING'")
                .param("wakeAt", utc(wakeAt))
                .param("id", claim.executionId())
                .param("fence", claim.fence())
                .update();
    }

    /** The next moment at which any execution needs a worker; absent while all of them wait for callbacks. */
    public Optional<Instant> nextDue(Collection<String> workflows) {
        if (workflows.isEmpty()) {
            return Optional.empty();
        }
        return jdbc.sql("select min(wake_at) from execution"
                + " where wake_at is not null and workflow in (:workflows)")
                .param("workflows", workflows)
                .query((row, n) -> Optional.ofNullable(instant(row, 1)))
                .single();
    }

    /** How many executions are in a status. */
    public long count(String status) {
        return jdbc.sql("select count(*) from execution where status = :status")
                .param("status", status).query(Long.class).single();
    }

    /** The whole history, oldest event first; empty for an unknown execution. */
    public List<HistoryEvent> events(UUID executionId) {
        return events.after(executionId, 0);
    }

    List<HistoryEvent> eventsAfter(UUID executionId, int eventId) {
        return events.after(executionId, eventId);
    }

    /** The row's event count under its lock, whoever runs it; empty for an unknown execution. */
    public Optional<Integer> lock(UUID executionId) {
        requireTransaction();
        return jdbc.sql("select last_event from execution where id = :id for update")
                .param("id", executionId).query(Integer.class).optional();
    }

    /** Appends from outside the workflow, under {@link #lock}, and wakes it if it sleeps. */
    public void appendAndWake(UUID executionId, int lastEvent, HistoryEvent event) {
        events.insert(executionId, lastEvent + 1, List.of(event));
        // A running one keeps its lease: it finds the event when it tries to suspend.
        jdbc.sql("update execution set last_event = :last,"
                + " wake_at = case when status = 'PENDING' then :now else wake_at end where id = :id")
                .param("last", lastEvent + 1)
                .param("now", utc(event.at()))
                .param("id", executionId)
                .update();
        announce();
    }

    /** Appends for a claim and answers the new event count; refused if the claim no longer holds. */
    int append(Claim claim, List<HistoryEvent> added) {
        requireTransaction();
        int last = jdbc.sql("""
                update execution set last_event = last_event + :added,
                    tries = case when :added > 0 then 0 else tries end
                where id = :id and fence = :fence and status = 'RUNNING' returning last_event""")
                .param("added", added.size())
                .param("id", claim.executionId())
                .param("fence", claim.fence())
                .query(Integer.class)
                .optional()
                .orElseThrow(() -> new LeaseLost(claim.executionId(), claim.fence()));
        events.insert(claim.executionId(), last - added.size() + 1, added);
        return last;
    }

    /** Lets go of a claim under the lock that {@link #append} took: asleep until due, or ended. */
    void release(Claim claim, String status, Instant now, @Nullable Instant wakeAt,
            @Nullable Instant endedAt) {
        jdbc.sql("update execution set status = :status, wake_at = :wakeAt, ended_at = :endedAt,"
                + " worker = null where id = :id")
                .param("status", status)
                .param("wakeAt", utc(wakeAt))
                .param("endedAt", utc(endedAt))
                .param("id", claim.executionId())
                .update();
        // A later moment is this instance's own to remember; the others see it at their safety poll.
        if (wakeAt != null && !wakeAt.isAfter(now)) {
            announce();
        }
    }

    private void announce() {
        jdbc.sql("select pg_notify('" + CHANNEL + "', '')").query((row, n) -> 0).single();
    }

    private static void requireTransaction() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("A lock that ends with its statement protects nothing");
        }
    }

    static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
