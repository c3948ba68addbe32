package dev.sluice.catalog.dataset;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who delivers a data set now. A data set belongs to one worker at a time, over all instances, for as long as
 * its lease lasts; what a worker writes counts only while it holds the lease.
 */
@Repository
class Claims {

    private final JdbcClient sql;

    Claims(JdbcClient sql) {
        this.sql = sql;
    }

    /** A data set taken, with what is to be done for it. */
    record Claim(UUID lease, Delivery delivery, List<String> columns) {
    }

    /** The data set that has waited longest; first what Collibra already has, then the newest approval. */
    @Transactional
    public Optional<Claim> next(Instant now, Duration length) {
        UUID lease = UUID.randomUUID();
        Optional<String> dataset = sql.sql("""
                update data_set set lease = :lease, lease_until = :until where name = (
                    select d.name from data_set d
                    join delivery v on v.dataset = d.name
                    where v.state in ('PENDING', 'SENT') and v.due_at <= :now
                    and (d.lease_until is null or d.lease_until <= :now)
                    order by v.due_at limit 1 for update of d skip locked)
                returning name""")
                .param("lease", lease).param("now", Deliveries.time(now))
                .param("until", Deliveries.time(now.plus(length)))
                .query(String.class).optional();
        return dataset.map(name -> new Claim(lease, open(name), columns(name)));
    }

    private Delivery open(String dataset) {
        return sql.sql("""
                select * from delivery where dataset = :dataset and state in ('PENDING', 'SENT')
                order by state desc, approved_at desc, received_at desc limit 1""")
                .param("dataset", dataset).query((row, _) -> Deliveries.delivery(row)).single();
    }

    private List<String> columns(String dataset) {
        return sql.sql("select unnest(columns) from data_set where name = :name").param("name", dataset)
                .query((row, _) -> row.getString(1)).list();
    }

    /** Keeps the data set for longer; false when it was lost, and then nothing more may be done for it. */
    boolean renew(Claim claim, Instant now, Duration length) {
        return sql.sql("update data_set set lease_until = :until where name = :name and lease = :lease")
                .param("until", Deliveries.time(now.plus(length))).param("name", claim.delivery().dataset())
                .param("lease", claim.lease()).update() > 0;
    }

    /** Collibra has accepted it as this job. */
    boolean sent(Claim claim, UUID importId) {
        return sql.sql("""
                update delivery v set state = 'SENT', import_id = :import, error = null
                from data_set d where v.id = :id and d.name = v.dataset and d.lease = :lease""")
                .param("import", importId).param("id", claim.delivery().id()).param("lease", claim.lease())
                .update() > 0;
    }

    /** Collibra has stored it. */
    @Transactional
    public boolean synced(Claim claim, @Nullable UUID asset, List<String> columns, Instant now) {
        int held = sql.sql("""
                update data_set set asset_id = coalesce(:asset, asset_id), delivery = :delivery,
                    approved_at = :approvedAt, synced_at = :now, columns = :columns,
                    lease = null, lease_until = null
                where name = :name and lease = :lease""")
                .param("asset", asset).param("delivery", claim.delivery().id())
                .param("approvedAt", Deliveries.time(claim.delivery().approvedAt()))
                .param("now", Deliveries.time(now)).param("columns", columns.toArray(String[]::new))
                .param("name", claim.delivery().dataset()).param("lease", claim.lease()).update();
        if (held > 0) {
            end(claim, Delivery.State.SYNCED, null, now);
            Deliveries.supersede(sql, claim.delivery().dataset(), now);
        }
        return held > 0;
    }

    /** It cannot be stored, or was tried often enough. */
    @Transactional
    public void failed(Claim claim, String error, Instant now) {
        if (release(claim)) {
            end(claim, Delivery.State.FAILED, error, now);
            Deliveries.supersede(sql, claim.delivery().dataset(), now);
        }
    }

    private void end(Claim claim, Delivery.State state, @Nullable String error, Instant now) {
        sql.sql("""
                update delivery set state = :state, error = :error, ended_at = :now,
                    attempts = attempts + 1 where id = :id""")
                .param("state", state.name()).param("error", error).param("now", Deliveries.time(now))
                .param("id", claim.delivery().id()).update();
    }

    /** It is to be looked at again; from the start when Collibra has lost it. */
    @Transactional
    public void again(Claim claim, boolean fromStart, @Nullable String error, Instant due, Instant now) {
        if (release(claim)) {
            sql.sql("""
                    update delivery set due_at = :due, error = coalesce(:error, error),
                        attempts = attempts + :counted,
                        state = case when :fromStart and state = 'SENT' then 'PENDING' else state end,
                        import_id = case when :fromStart then null else import_id end
                    where id = :id""")
                    .param("due", Deliveries.time(due)).param("error", error)
                    .param("counted", error == null ? 0 : 1).param("fromStart", fromStart)
                    .param("id", claim.delivery().id()).update();
            Deliveries.supersede(sql, claim.delivery().dataset(), now);
        }
    }

    boolean release(Claim claim) {
        return sql.sql("""
                update data_set set lease = null, lease_until = null where name = :name and lease = :lease""")
                .param("name", claim.delivery().dataset()).param("lease", claim.lease()).update() > 0;
    }
}
