package dev.sluice.approval.document;

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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.common.identity.Actor;
import dev.sluice.common.paging.Page;

import static java.util.Objects.requireNonNull;

/**
 * The jobs' rows. Every change of state names the state it starts from and says whether it happened, so a
 * repeated step changes nothing and two that compete cannot both win.
 */
@Repository
class Jobs {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Jobs(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Adds a job; nothing happens if it is there. */
    void add(Job job) {
        jdbc.sql("""
                insert into job (id, dataset, schema, document_id, object_key, requested_by_id, requested_by,
                                 requested_at, correlation_id, status)
                values (:id, :dataset, cast(:schema as jsonb), :documentId, :objectKey, :byId, :byName,
                        :at, :correlationId, 'RUNNING')
                on conflict (id) do nothing""")
                .param("id", job.id())
                .param("dataset", job.dataset())
                .param("schema", json.writeValueAsString(job.schema()))
                .param("documentId", job.documentId())
                .param("objectKey", job.objectKey())
                .param("byId", job.requestedBy().id())
                .param("byName", job.requestedBy().name())
                .param("at", utc(job.requestedAt()))
                .param("correlationId", job.correlationId())
                .update();
    }

    Optional<Job> find(UUID id) {
        return jdbc.sql("select * from job where id = ?").param(id).query((row, n) -> read(row)).optional();
    }

    /** The job under its lock, until the transaction ends. */
    Optional<Job> lock(UUID id) {
        return jdbc.sql("select * from job where id = ? for update").param(id)
                .query((row, n) -> read(row)).optional();
    }

    /** Shows what was loaded and opens the job for a decision. */
    boolean open(UUID id, Loaded loaded, String callbackId, Instant now) {
        return changed(jdbc.sql("""
                update job set status = 'PENDING_APPROVAL', digest = :digest, records = :records,
                    rejected = :rejected, sample = cast(:sample as json), callback_id = :callbackId,
                    waiting_since = :now
                where id = :id and status = 'RUNNING' and approved is null""")
                .param("digest", loaded.digest())
                .param("records", loaded.records())
                .param("rejected", loaded.rejected())
                .param("sample", loaded.sampleJson())
                .param("callbackId", callbackId)
                .param("now", utc(now)), id);
    }

    /** Records the decision: an approved job runs on, a rejected one has ended. */
    boolean decide(UUID id, Actor reviewer, Decision decision) {
        return changed(jdbc.sql("""
                update job set approved = :approved, decided_by_id = :byId, decided_by = :by,
                    decided_at = :at, reason = :reason, status = :status
                where id = :id and status = 'PENDING_APPROVAL' and approved is null""")
                .param("approved", decision.approved())
                .param("byId", reviewer.id())
                .param("by", decision.by())
                .param("at", utc(decision.at()))
                .param("reason", decision.reason())
                .param("status", decision.approved() ? "RUNNING" : "REJECTED"), id);
    }

    boolean complete(UUID id, String outputKey, String archiveKey) {
        return changed(jdbc.sql("""
                update job set status = 'COMPLETED', output_key = :outputKey, archive_key = :archiveKey
                where id = :id and status = 'RUNNING' and approved""")
                .param("outputKey", outputKey)
                .param("archiveKey", archiveKey), id);
    }

    boolean expire(UUID id) {
        return changed(jdbc.sql("update job set status = 'EXPIRED'"
                + " where id = :id and status = 'PENDING_APPROVAL' and approved is null"), id);
    }

    boolean fail(UUID id, String failure) {
        return changed(jdbc.sql("update job set status = 'FAILED', failure = :failure"
                + " where id = :id and status in ('RUNNING', 'PENDING_APPROVAL')")
                .param("failure", failure), id);
    }

    /** One page of what the filter lets through; a list reads no sample and no contract, which may be big. */
    Page<Entry> list(JobFilter filter, int page, int size) {
        String where = " where (cast(:status as text) is null or status = :status)"
                + " and (cast(:dataset as text) is null or dataset = :dataset)"
                + " and (cast(:requester as text) is null or requested_by_id = :requester)";
        long total = filtered("select count(*) from job" + where, filter).query(Long.class).single();
        List<Entry> entries = filtered("""
                select id, status, dataset, requested_by, requested_at, records, rejected, digest from job"""
                + where + " order by requested_at desc, id limit :size offset :from", filter)
                .param("size", size)
                .param("from", (long) page * size)
                .query((row, n) -> entry(row))
                .list();
        return new Page<>(entries, page, size, total);
    }

    /** A job in a list: enough to choose one. */
    record Entry(UUID jobId, JobStatus status, String dataset, String requestedBy, Instant requestedAt,
            Job.Summary summary, @Nullable String digest) {
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getObject("id", UUID.class),
                JobStatus.valueOf(row.getString("status")),
                row.getString("dataset"),
                row.getString("requested_by"),
                requireNonNull(instant(row, "requested_at")),
                new Job.Summary(row.getLong("records"), row.getLong("rejected")),
                row.getString("digest"));
    }

    private JdbcClient.StatementSpec filtered(String sql, JobFilter filter) {
        JobStatus status = filter.status();
        return jdbc.sql(sql)
                .param("status", status == null ? null : status.name())
                .param("dataset", filter.dataset())
                .param("requester", filter.requesterId());
    }

    private static boolean changed(JdbcClient.StatementSpec update, UUID id) {
        return update.param("id", id).update() == 1;
    }

    private Job read(ResultSet row) throws SQLException {
        return new Job(
                row.getObject("id", UUID.class),
                JobStatus.valueOf(row.getString("status")),
                row.getString("dataset"),
                tree(row, "schema"),
                row.getObject("document_id", UUID.class),
                row.getString("object_key"),
                new Job.Requester(row.getString("requested_by_id"), row.getString("requested_by")),
                requireNonNull(instant(row, "requested_at")),
                row.getString("correlation_id"),
                row.getString("digest"),
                new Job.Summary(row.getLong("records"), row.getLong("rejected")),
                tree(row, "sample"),
                row.getString("callback_id"),
                instant(row, "waiting_since"),
                decision(row),
                row.getString("output_key"),
                row.getString("archive_key"),
                row.getString("failure"));
    }

    private static @Nullable Decision decision(ResultSet row) throws SQLException {
        Instant at = instant(row, "decided_at");
        return at == null ? null : new Decision(
                row.getBoolean("approved"), row.getString("decided_by"), at, row.getString("reason"));
    }

    private JsonNode tree(ResultSet row, String column) throws SQLException {
        return json.readTree(row.getString(column));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
