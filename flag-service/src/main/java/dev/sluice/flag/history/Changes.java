package dev.sluice.flag.history;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.common.identity.Actor;
import dev.sluice.common.paging.Page;

/** Every change of every flag, kept for good and also after the flag has gone. */
@Repository
public class Changes {

    private final JdbcClient sql;
    private final JsonMapper json;

    Changes(JdbcClient sql, JsonMapper json) {
        this.sql = sql;
        this.json = json;
    }

    /** Notes a change in the transaction that makes it; entries as JSON text. */
    public void add(String key, long version, Action action, Actor by, Instant at, @Nullable String reason,
            @Nullable String before, @Nullable String after) {
        sql.sql("""
                insert into flag_change (key, version, action, actor_id, actor, at, reason, before, after)
                values (:key, :version, :action, :actorId, :actor, :at, :reason,
                        cast(:before as json), cast(:after as json))""")
                .param("key", key).param("version", version).param("action", action.name())
                .param("actorId", by.id()).param("actor", by.name())
                .param("at", OffsetDateTime.ofInstant(at, ZoneOffset.UTC)).param("reason", reason)
                .param("before", before).param("after", after)
                .update();
    }

    /** The newest first. */
    Page<Change> of(String key, int page, int size) {
        List<Change> items = sql.sql("""
                select * from flag_change where key = :key order by id desc limit :size offset :skip""")
                .param("key", key).param("size", size).param("skip", (long) page * size)
                .query((row, number) -> change(row)).list();
        long total = sql.sql("select count(*) from flag_change where key = :key").param("key", key)
                .query(Long.class).single();
        return new Page<>(items, page, size, total);
    }

    private Change change(ResultSet row) throws SQLException {
        return new Change(row.getLong("version"), Action.valueOf(row.getString("action")),
                new Change.Actor(row.getString("actor_id"), row.getString("actor")),
                row.getObject("at", OffsetDateTime.class).toInstant(), row.getString("reason"),
                Change.between(entry(row.getString("before")), entry(row.getString("after"))));
    }

    private @Nullable JsonNode entry(@Nullable String text) {
        return text == null ? null : json.readTree(text);
    }
}
