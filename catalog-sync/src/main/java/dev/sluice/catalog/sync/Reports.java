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

/** What each run has done, counted anew whenever somebody asks. */
@Repository
class Reports {

    private static final String COUNTED = """
            select r.*, c.* from sync_run r cross join lateral (
                select count(*) filter (where kind = 'FOUND') as read,
                    count(*) filter (where outcome = 'CREATED') as created,
                    count(*) filter (where outcome = 'UPDATED') as updated,
                    count(*) filter (where outcome = 'UNCHANGED') as unchanged,
                    count(*) filter (where outcome = 'MARKED') as missing,
                    count(*) filter (where outcome = 'FAILED') as failed,
                    count(*) filter (where outcome = 'PENDING') as pending
                from sync_item where run = r.id) c\s""";

    private final JdbcClient sql;

    Reports(JdbcClient sql) {
        this.sql = sql;
    }

    Optional<Report> find(UUID id) {
        return sql.sql(COUNTED + "where r.id = :id").param("id", id)
                .query((row, _) -> report(row)).optional();
    }

    /** The newest first. */
    Page<Report> list(int page, int size) {
        List<Report> reports = sql.sql(COUNTED + "order by r.started_at desc, r.id limit :size offset :skip")
                .param("size", size).param("skip", (long) page * size)
                .query((row, _) -> report(row)).list();
        return new Page<>(reports, page, size,
                sql.sql("select count(*) from sync_run").query(Long.class).single());
    }

    private Report report(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        return new Report(id, Report.State.valueOf(row.getString("state")), row.getString("requested_by"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(), ended(row),
                row.getLong("read"), row.getLong("created"), row.getLong("updated"),
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
