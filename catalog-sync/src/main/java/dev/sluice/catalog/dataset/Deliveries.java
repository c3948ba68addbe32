package dev.sluice.catalog.dataset;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

import dev.sluice.common.paging.Page;

/** Every approval that has arrived, once, and what has become of it. */
@Repository
class Deliveries {

    private final JdbcClient sql;

    Deliveries(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * Notes an approval. One that has arrived before changes nothing; one that is older than what is known of
     * its data set is noted as superseded, and those it is newer than are, as far as they are not delivered.
     *
     * @return whether there is something new to deliver
     */
    @Transactional
    public boolean accept(Approval approval, Instant now) {
        sql.sql("insert into data_set (name) values (:name) on conflict do nothing")
                .param("name", approval.dataset()).update();
        sql.sql("select name from data_set where name = :name for update").param("name", approval.dataset())
                .query(String.class).single();
        UUID id = UUID.randomUUID();
        int added = sql.sql("""
                insert into delivery (id, event_id, source, dataset, job_id, approved_at, approved_by, digest,
                        records, origin, table_schema, state, due_at, received_at)
                values (:id, :eventId, :source, :dataset, :jobId, :approvedAt, :approvedBy, :digest,
                        :records, :origin, :schema, 'PENDING', :now, :now)
                on conflict (source, event_id) do nothing""")
                .param("id", id).param("eventId", approval.eventId()).param("source", approval.source())
                .param("dataset", approval.dataset()).param("jobId", approval.jobId())
                .param("approvedAt", time(approval.at())).param("approvedBy", approval.by())
                .param("digest", approval.digest()).param("records", approval.records())
                .param("origin", approval.origin()).param("schema", approval.schema().toString())
                .param("now", time(now)).update();
        if (added == 0) {
            return false;
        }
        supersede(sql, approval.dataset(), now);
        return sql.sql("select count(*) from delivery where id = :id and state = 'PENDING'").param("id", id)
                .query(Long.class).single() > 0;
    }

    /** Whatever is not the newest of its data set, and is not with Collibra, is not delivered any more. */
    static void supersede(JdbcClient sql, String dataset, Instant now) {
        sql.sql("""
                update delivery v set state = 'SUPERSEDED', ended_at = :now
                where v.dataset = :dataset and v.state in ('PENDING', 'FAILED') and exists (
                    select from delivery newer where newer.dataset = v.dataset
                    and (newer.approved_at, newer.received_at, newer.id)
                        > (v.approved_at, v.received_at, v.id))""")
                .param("dataset", dataset).param("now", time(now)).update();
    }

    Optional<Delivery> find(UUID id) {
        return sql.sql("select * from delivery where id = :id").param("id", id)
                .query((row, _) -> delivery(row)).optional();
    }

    /** The one that says how the data set stands: the newest that is not superseded. */
    Optional<Delivery> latest(String dataset) {
        return sql.sql("""
                select * from delivery where dataset = :dataset and state <> 'SUPERSEDED'
                order by approved_at desc, received_at desc limit 1""")
                .param("dataset", dataset).query((row, _) -> delivery(row)).optional();
    }

    /** The newest first; of one state, or of all when it is null. */
    Page<Delivery> list(Delivery.@Nullable State state, int page, int size) {
        String wanted = state == null ? "%" : state.name();
        List<Delivery> items = sql.sql("""
                select * from delivery where state like :state order by received_at desc, id
                limit :size offset :skip""")
                .param("state", wanted).param("size", size).param("skip", (long) page * size)
                .query((row, _) -> delivery(row)).list();
        long total = sql.sql("select count(*) from delivery where state like :state").param("state", wanted)
                .query(Long.class).single();
        return new Page<>(items, page, size, total);
    }

    long count(Delivery.State... states) {
        return sql.sql("select count(*) from delivery where state in (:states)")
                .param("states", List.of(states).stream().map(Enum::name).toList())
                .query(Long.class).single();
    }

    /** Whether a failed one is open again now. */
    boolean reopen(UUID id, Instant now) {
        return sql.sql("""
                update delivery set state = 'PENDING', attempts = 0, due_at = :now, import_id = null,
                    ended_at = null where id = :id and state = 'FAILED'""")
                .param("id", id).param("now", time(now)).update() > 0;
    }

    static OffsetDateTime time(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    static Delivery delivery(ResultSet row) throws SQLException {
        return new Delivery(row.getObject("id", UUID.class), row.getString("dataset"),
                row.getString("job_id"), instant(row, "approved_at"), row.getString("approved_by"),
                row.getString("digest"), row.getLong("records"), row.getString("origin"),
                row.getString("table_schema"), Delivery.State.valueOf(row.getString("state")),
                row.getInt("attempts"), instant(row, "due_at"), row.getObject("import_id", UUID.class),
                row.getString("error"), instant(row, "received_at"), optional(row, "ended_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static @Nullable Instant optional(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
