package dev.sluice.catalog.sync;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import dev.sluice.common.paging.Page;

/** What each run has done. */
@Repository
class Reports {

    /** The totals of an ended run are in its row, those of the running one are counted. */
    private static final String REPORTED = """
            select r.id, r.state, r.requested_by, r.started_at, r.ended_at, r.error, c.*
            from sync_run r cross join lateral (
                select r.found, r.created, r.updated, r.unchanged, r.missing, r.failed, r.pending
                where r.state <> 'RUNNING'
                union all
                select\s""" + Items.TOTALS + """
                from sync_item where run = r.id having r.state = 'RUNNING') c\s""";

    private final JdbcClient sql;

    Reports(JdbcClient sql) {
        this.sql = sql;
    }

    Optional<Report> find(UUID id) {
        return sql.sql(REPORTED + "where r.id = :id").param("id", id)
                .query((row, _) -> report(row)).optional();
    }

    /** The newest first. */
    Page<Report> list(int page, int size) {
        List<Report> reports = sql.sql(REPORTED + "order by r.started_at desc, r.id limit :size offset :skip")
                .param("size", size).param("skip", (long) page * size)
                .query((row, _) -> report(row)).list();
        return new Page<>(reports, page, size,
                sql.sql("select count(*) from sync_run").query(Long.class).single());
    }

    private Report report(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        return new Report(id, Report.State.valueOf(row.getString("state")), row.getString("requested_by"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(), ended(row),
                row.getLong("found"), row.getLong("created"), row.getLong("updated"),
                row.getLong("unchanged"), row.getLong("missing"), row.getLong("failed"),
                row.getLong("pending"), errors(id, row.getString("error")));
    }

    private static @Nullable Instant ended(ResultSet row) throws SQLException {
        OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
        return ended == null ? null : ended.toInstant();
    }

    private List<Report.Failure> errors(UUID run, @Nullable String general) {
        List<Report.Failure> errors = new ArrayList<>();
        if (general != null) {
            errors.add(new Report.Failure(null, null, general));
        }
        errors.addAll(sql.sql("""
                select guid, cast(asset as json) ->> 'qualifiedName' as item, error from sync_item
                where run = :run and outcome = 'FAILED' order by guid limit 1000""").param("run", run)
                .query((row, _) -> new Report.Failure(row.getString("item"), row.getString("guid"),
                        row.getString("error"))).list());
        return errors;
    }
}
