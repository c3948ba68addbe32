package dev.sluice.catalog.sync;

import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

import dev.sluice.catalog.purview.SourceAsset;

/** The assets of a run, each once however often the source has told of it. */
@Repository
class Items {

    /** What a run reports of its assets. */
    static final String TOTALS = """
            count(*) filter (where kind = 'FOUND') as found,
                count(*) filter (where outcome = 'CREATED') as created,
                count(*) filter (where outcome = 'UPDATED') as updated,
                count(*) filter (where outcome = 'UNCHANGED') as unchanged,
                count(*) filter (where outcome = 'MARKED') as missing,
                count(*) filter (where outcome = 'FAILED') as failed,
                count(*) filter (where outcome = 'PENDING') as pending\s""";

    private final JdbcClient sql;
    private final Mapping mapping;

    Items(JdbcClient sql, Mapping mapping) {
        this.sql = sql;
        this.mapping = mapping;
    }

    /** What is to be done for one asset. */
    record Item(String guid, boolean vanished, SourceAsset asset, String hash, boolean known,
            boolean missing) {
    }

    /** Notes a page, and with it where reading goes on; both or nothing. */
    @Transactional
    public boolean found(Runs runs, Run run, List<SourceAsset> assets, @Nullable String next) {
        if (!runs.readOn(run, next, run.pass())) {
            return false;
        }
        for (SourceAsset asset : assets) {
            sql.sql("""
                    insert into sync_item (run, guid, kind, pass, asset, hash)
                    values (:run, :guid, 'FOUND', :pass, :asset, :hash)
                    on conflict (run, guid) do update set pass = excluded.pass, asset = excluded.asset,
                        hash = excluded.hash""")
                    .param("run", run.id()).param("guid", asset.guid()).param("pass", run.pass())
                    .param("asset", mapping.text(asset)).param("hash", mapping.hash(asset)).update();
        }
        return true;
    }

    long found(Run run) {
        return sql.sql("select count(*) from sync_item where run = :run and pass = :pass and kind = 'FOUND'")
                .param("run", run.id()).param("pass", run.pass()).query(Long.class).single();
    }

    /** A complete reading is the truth: what only an earlier one had was gone by then. */
    void keepOnly(Run run) {
        sql.sql("delete from sync_item where run = :run and pass < :pass").param("run", run.id())
                .param("pass", run.pass()).update();
    }

    /** What the catalogue shows already needs no call. */
    void settleUnchanged(Run run) {
        sql.sql("""
                update sync_item i set outcome = 'UNCHANGED' from source_asset s
                where i.run = :run and i.outcome = 'PENDING' and i.kind = 'FOUND' and s.guid = i.guid
                and s.state = 'PRESENT' and s.hash = i.hash""").param("run", run.id()).update();
    }

    List<Item> pending(Run run, int limit) {
        return sql.sql("""
                select i.guid, i.kind, i.asset, i.hash, s.guid is not null as known,
                    coalesce(s.state = 'MISSING', false) as missing
                from sync_item i left join source_asset s on s.guid = i.guid
                where i.run = :run and i.outcome = 'PENDING' order by i.guid limit :limit""")
                .param("run", run.id()).param("limit", limit)
                .query((row, _) -> new Item(row.getString("guid"), row.getString("kind").equals("VANISHED"),
                        mapping.asset(row.getString("asset")), row.getString("hash"),
                        row.getBoolean("known"), row.getBoolean("missing")))
                .list();
    }

    /** Adds what is known and was not found; only right after a complete reading. */
    void addVanished(Run run) {
        sql.sql("""
                insert into sync_item (run, guid, kind, pass, asset, hash)
                select :run, s.guid, 'VANISHED', 0, s.asset, s.hash from source_asset s
                where s.state = 'PRESENT' and not exists (
                    select from sync_item i where i.run = :run and i.guid = s.guid)
                on conflict do nothing""").param("run", run.id()).update();
    }

    /** How many are known, and how many of those were not found. */
    long[] vanished(Run run) {
        return sql.sql("""
                select count(*) as known, count(*) filter (where not exists (
                    select from sync_item i where i.run = :run and i.guid = s.guid)) as vanished
                from source_asset s where s.state = 'PRESENT'""").param("run", run.id())
                .query((row, _) -> new long[] {row.getLong("known"), row.getLong("vanished")}).single();
    }

    /** Collibra has stored it: the outcome and what we know of the asset are one fact. */
    @Transactional
    public void stored(UUID run, Item item, Instant now) {
        String outcome = item.vanished() ? "MARKED" : item.known() ? "UPDATED" : "CREATED";
        outcome(run, item, outcome, null);
        sql.sql("""
                insert into source_asset (guid, name, qualified_name, entity_type, asset, hash, state,
                        synced_at, missing_since)
                values (:guid, :name, :qualified, :type, :asset, :hash, :state, :now, :missing)
                on conflict (guid) do update set name = excluded.name,
                    qualified_name = excluded.qualified_name, entity_type = excluded.entity_type,
                    asset = excluded.asset, hash = excluded.hash, state = excluded.state,
                    synced_at = excluded.synced_at, missing_since = excluded.missing_since""")
                .param("guid", item.guid()).param("name", item.asset().name())
                .param("qualified", item.asset().qualifiedName()).param("type", item.asset().entityType())
                .param("asset", mapping.text(item.asset())).param("hash", item.hash())
                .param("state", item.vanished() ? "MISSING" : "PRESENT").param("now", Runs.time(now))
                .param("missing", item.vanished() ? Runs.time(now) : null, Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }

    void failed(UUID run, Item item, String error) {
        outcome(run, item, "FAILED", error);
    }

    /** Of runs that have ended only the failures are kept, and those of the newest runs only. */
    void forgetEnded(int kept) {
        sql.sql("""
                delete from sync_item i using sync_run r
                where r.id = i.run and r.state <> 'RUNNING' and (i.outcome <> 'FAILED'
                    or r.id not in (select id from sync_run order by started_at desc limit :kept))""")
                .param("kept", kept).update();
    }

    private void outcome(UUID run, Item item, String outcome, @Nullable String error) {
        sql.sql("update sync_item set outcome = :outcome, error = :error where run = :run and guid = :guid")
                .param("outcome", outcome).param("error", error).param("run", run)
                .param("guid", item.guid()).update();
    }
}
