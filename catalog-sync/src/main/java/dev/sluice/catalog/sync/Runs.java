package dev.sluice.catalog.sync;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Runs and who runs them: at most one at a time, over all instances. */
@Repository
class Runs {

    private final JdbcClient sql;

    Runs(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * Starts a run unless one is running, or this planned one was started before.
     *
     * @param planned the minute of a scheduled run
     */
    Optional<UUID> start(String requestedBy, @Nullable Instant planned, Instant now) {
        return sql.sql("""
                insert into sync_run (id, state, requested_by, planned_at, started_at)
                values (:id, 'RUNNING', :by, :planned, :now) on conflict do nothing returning id""")
                .param("id", UUID.randomUUID()).param("by", requestedBy)
                .param("planned", planned == null ? null : time(planned)).param("now", time(now))
                .query(UUID.class).optional();
    }

    Optional<UUID> running() {
        return sql.sql("select id from sync_run where state = 'RUNNING'").query(UUID.class).optional();
    }

    /** The run that nobody is working on. */
    Optional<Run> claim(Instant now, Duration length) {
        return sql.sql("""
                update sync_run set lease = :lease, lease_until = :until
                where state = 'RUNNING' and (lease_until is null or lease_until <= :now)
                returning *""")
                .param("lease", UUID.randomUUID()).param("now", time(now))
                .param("until", time(now.plus(length)))
                .query((row, _) -> run(row)).optional();
    }

    /** Keeps the run for longer; false when another instance has it now. */
    boolean renew(Run run, Instant now, Duration length) {
        return update(run, "lease_until = :until").param("until", time(now.plus(length))).update() > 0;
    }

    /** Reading goes on with the token; null: from the start. */
    boolean readOn(Run run, @Nullable String token, int pass) {
        return update(run, "token = :token, pass = :pass").param("token", token).param("pass", pass)
                .update() > 0;
    }

    boolean enter(Run run, Run.Phase phase, boolean complete, @Nullable String note) {
        return update(run,
                "phase = :phase, complete = :complete, token = null, error = coalesce(:note, error)")
                .param("phase", phase.name()).param("complete", complete).param("note", note).update() > 0;
    }

    void note(Run run, String note) {
        update(run, "error = :note").param("note", note).update();
    }

    /** The run is over: it has dealt with everything when {@code error} is null. */
    boolean end(Run run, @Nullable String error, Instant now) {
        return sql.sql("""
                update sync_run r set
                    state = case when :error is not null then 'FAILED'
                        when r.error is not null or c.failed > 0 then 'COMPLETED_WITH_ERRORS'
                        else 'COMPLETED' end,
                    error = coalesce(:error, r.error), ended_at = :now, lease = null, lease_until = null,
                    found = c.found, created = c.created, updated = c.updated, unchanged = c.unchanged,
                    missing = c.missing, failed = c.failed, pending = c.pending
                from (select\s""" + Items.TOTALS + """
                    from sync_item where run = :id) c
                where r.id = :id and r.lease = :lease and r.state = 'RUNNING'""")
                .param("id", run.id()).param("lease", run.lease())
                .param("error", error, Types.VARCHAR).param("now", time(now)).update() > 0;
    }

    void release(Run run) {
        update(run, "lease = null, lease_until = null").update();
    }

    private JdbcClient.StatementSpec update(Run run, String set) {
        return sql.sql("update sync_run set " + set
                + " where id = :id and lease = :lease and state = 'RUNNING'")
                .param("id", run.id()).param("lease", run.lease());
    }

    private static Run run(ResultSet row) throws SQLException {
        return new Run(row.getObject("id", UUID.class), row.getObject("lease", UUID.class),
                Run.Phase.valueOf(row.getString("phase")), row.getInt("pass"), row.getString("token"),
                row.getBoolean("complete"));
    }

    static OffsetDateTime time(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
