package dev.sluice.catalog.dataset;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import dev.sluice.common.paging.Page;

/** What the catalogue shows of each data set. */
@Repository
class DataSets {

    private final JdbcClient sql;

    DataSets(JdbcClient sql) {
        this.sql = sql;
    }

    /** @param syncedAt null: the catalogue has nothing of it yet */
    record DataSet(String name, @Nullable UUID assetId, @Nullable UUID delivery, @Nullable Instant syncedAt) {
    }

    Optional<DataSet> find(String name) {
        return sql.sql("select * from data_set where name = :name").param("name", name)
                .query((row, _) -> new DataSet(row.getString("name"), row.getObject("asset_id", UUID.class),
                        row.getObject("delivery", UUID.class), Deliveries.optional(row, "synced_at")))
                .optional();
    }

    /** By name. */
    Page<String> names(int page, int size) {
        List<String> names = sql.sql("select name from data_set order by name limit :size offset :skip")
                .param("size", size).param("skip", (long) page * size)
                .query((row, _) -> row.getString("name")).list();
        return new Page<>(names, page, size,
                sql.sql("select count(*) from data_set").query(Long.class).single());
    }
}
