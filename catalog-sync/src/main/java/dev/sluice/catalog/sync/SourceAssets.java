package dev.sluice.catalog.sync;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import dev.sluice.common.paging.Page;

/** What the catalogue shows of the source's assets. */
@Repository
class SourceAssets {

    private final JdbcClient sql;

    SourceAssets(JdbcClient sql) {
        this.sql = sql;
    }

    /** MISSING: the source has it no more; the catalogue keeps it, marked. */
    enum State {
        PRESENT, MISSING
    }

    record Known(String guid, String name, String qualifiedName, String entityType, State state,
            @Nullable UUID assetId, Instant syncedAt, @Nullable Instant missingSince) {
    }

    Optional<Known> find(String guid) {
        return sql.sql("select * from source_asset where guid = :guid").param("guid", guid)
                .query((row, _) -> known(row)).optional();
    }

    /** By qualified name. */
    Page<Known> list(int page, int size) {
        List<Known> items = sql.sql("""
                select * from source_asset order by qualified_name, guid limit :size offset :skip""")
                .param("size", size).param("skip", (long) page * size)
                .query((row, _) -> known(row)).list();
        return new Page<>(items, page, size,
                sql.sql("select count(*) from source_asset").query(Long.class).single());
    }

    void remember(String guid, UUID asset) {
        sql.sql("update source_asset set asset_id = :asset where guid = :guid").param("asset", asset)
                .param("guid", guid).update();
    }

    private static Known known(ResultSet row) throws SQLException {
        OffsetDateTime missing = row.getObject("missing_since", OffsetDateTime.class);
        return new Known(row.getString("guid"), row.getString("name"), row.getString("qualified_name"),
                row.getString("entity_type"), State.valueOf(row.getString("state")),
                row.getObject("asset_id", UUID.class),
                row.getObject("synced_at", OffsetDateTime.class).toInstant(),
                missing == null ? null : missing.toInstant());
    }
}
