package dev.sluice.flag.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import dev.sluice.common.paging.Page;
import dev.sluice.common.problem.Fault;

/** The registry's flags in the database. Writing checks the version and says whether it still held. */
@Repository
public class Flags {

    private final JdbcClient sql;

    Flags(JdbcClient sql) {
        this.sql = sql;
    }

    /** All of them, in the order of the registry. */
    public List<Stored> all() {
        return sql.sql("select * from flag order by position").query((row, number) -> stored(row)).list();
    }

    Optional<Stored> find(String key) {
        return Entry.isKey(key) ? sql.sql("select * from flag where key = :key").param("key", key)
                .query((row, number) -> stored(row)).optional() : Optional.empty();
    }

    /** By key; a condition that is null does not count. */
    Page<Stored> page(@Nullable String owner, @Nullable Status status, @Nullable Boolean expired,
            LocalDate today, int page, int size) {
        List<String> conditions = new ArrayList<>(List.of("true"));
        Map<String, Object> values = new HashMap<>();
        if (owner != null) {
            conditions.add(owner.isEmpty() ? "owner is null" : "owner = :owner");
            values.put("owner", owner);
        }
        if (status != null) {
            conditions.add("status = :status");
            values.put("status", status.text());
        }
        if (expired != null) {
            conditions.add(expired ? "expiration_date < :today"
                    : "(expiration_date is null or expiration_date >= :today)");
            values.put("today", today);
        }
        String where = " from flag where " + String.join(" and ", conditions);
        long total = sql.sql("select count(*)" + where).params(values).query(Long.class).single();
        List<Stored> items = sql.sql("select *" + where + " order by key limit :size offset :skip")
                .params(values).param("size", size).param("skip", (long) page * size)
                .query((row, number) -> stored(row)).list();
        return new Page<>(items, page, size, total);
    }

    long nextVersion() {
        return sql.sql("select nextval('flag_version')").query(Long.class).single();
    }

    /** Returns false where a flag of this key is there by now. */
    boolean insert(Stored flag) {
        return write("""
                insert into flag (key, entry, owner, status, expiration_date, status_since, extensions,
                                  version, created_at, updated_at, updated_by)
                values (:key, cast(:entry as json), :owner, :status, :expires, :since, :extensions,
                        :version, :at, :at, :by)
                on conflict do nothing""", flag).update() == 1;
    }

    /** Returns false where the flag is not in that version any more. */
    boolean update(Stored flag, long expectedVersion) {
        return write("""
                update flag set entry = cast(:entry as json), owner = :owner, status = :status,
                       expiration_date = :expires, status_since = :since, extensions = :extensions,
                       version = :version, updated_at = :at, updated_by = :by
                where key = :key and version = :expected""", flag)
                .param("expected", expectedVersion).update() == 1;
    }

    /** Returns false where the flag is not in that version any more. */
    boolean delete(String key, long expectedVersion) {
        return sql.sql("delete from flag where key = :key and version = :expected")
                .param("key", key).param("expected", expectedVersion).update() == 1;
    }

    /** Puts the flags of these keys behind all others, in this order. */
    void order(List<String> keys) {
        sql.sql("""
                update flag set position = place.ordinality + (select max(position) from flag)
                from unnest(:keys) with ordinality as place(key, ordinality) where flag.key = place.key""")
                .param("keys", keys.toArray(new String[0])).update();
    }

    /** Lets no one else write until the transaction ends. */
    void lock() {
        sql.sql("lock table flag in share row exclusive mode").update();
    }

    private JdbcClient.StatementSpec write(String statement, Stored stored) {
        Flag flag = stored.flag();
        return sql.sql(statement)
                .param("key", flag.key()).param("entry", RegistryJson.write(flag.entry()))
                .param("owner", flag.owner()).param("status", flag.status().text())
                .param("expires", flag.expirationDate()).param("since", time(stored.statusSince()))
                .param("extensions", stored.extensions()).param("version", stored.version())
                .param("at", time(stored.updatedAt())).param("by", stored.updatedBy());
    }

    private static OffsetDateTime time(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    private static Stored stored(ResultSet row) throws SQLException {
        List<Fault> faults = new ArrayList<>();
        Flag flag = Entry.read(RegistryJson.read(row.getString("entry")), "", faults)
                .orElseThrow(() -> new IllegalStateException("A stored entry is not valid: " + faults));
        return new Stored(flag, row.getLong("version"), instant(row, "status_since"),
                row.getInt("extensions"), instant(row, "created_at"), instant(row, "updated_at"),
                row.getString("updated_by"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
