package dev.sluice.ingest.dataset;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.common.paging.Page;

/** Every data set that was declared. */
@Repository
public class Datasets {

    private final JdbcClient db;
    private final JsonMapper json;
    private final Clock clock;

    Datasets(JdbcClient db, JsonMapper json, Clock clock) {
        this.db = db;
        this.json = json;
        this.clock = clock;
    }

    public Optional<Dataset> find(String name) {
        return db.sql("select * from dataset where name = :name").param("name", name)
                .query(this::dataset).optional();
    }

    Page<Dataset> page(int page, int size) {
        long total = db.sql("select count(*) from dataset").query(Long.class).single();
        return new Page<>(db.sql("select * from dataset order by name limit :size offset :start")
                .param("size", size).param("start", (long) page * size)
                .query(this::dataset).list(), page, size, total);
    }

    /** Declares the data set or replaces its contract; the same contract again changes nothing. */
    @Transactional
    Put put(String name, Contract contract, Condition condition, String by) {
        Instant now = clock.instant();
        if (condition.allowsNew() && insert(name, contract, now, by)) {
            return new Put.Created(new Dataset(name, contract, 1, now, by));
        }
        Dataset present = db.sql("select * from dataset where name = :name for update").param("name", name)
                .query(this::dataset).optional().orElse(null);
        if (present == null || !condition.allows(present.version())) {
            return new Put.Refused();
        }
        if (present.contract().equals(contract)) {
            return new Put.Replaced(present);
        }
        Dataset next = new Dataset(name, contract, present.version() + 1, now, by);
        db.sql("""
                update dataset set schema = cast(:schema as json), version = :version, changed_at = :at,
                    changed_by = :by where name = :name""")
                .param("schema", contract.schema().toString()).param("version", next.version())
                .param("at", now.atOffset(ZoneOffset.UTC)).param("by", by).param("name", name).update();
        return new Put.Replaced(next);
    }

    private boolean insert(String name, Contract contract, Instant now, String by) {
        return db.sql("""
                insert into dataset (name, schema, version, changed_at, changed_by)
                values (:name, cast(:schema as json), 1, :at, :by) on conflict do nothing""")
                .param("name", name).param("schema", contract.schema().toString())
                .param("at", now.atOffset(ZoneOffset.UTC)).param("by", by).update() == 1;
    }

    private Dataset dataset(ResultSet row, int index) throws SQLException {
        return new Dataset(row.getString("name"), new Contract(json.readTree(row.getString("schema"))),
                row.getInt("version"), row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                row.getString("changed_by"));
    }
}
