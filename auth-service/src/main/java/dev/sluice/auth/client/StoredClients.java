package dev.sluice.auth.client;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.common.paging.Page;

/**
 * The clients in the database. Each change takes the next number first, and so the lock of all of them: they
 * are made one after the other, and an instance that has seen a number has seen all before it.
 */
@Component
public class StoredClients {

    private static final Logger log = LoggerFactory.getLogger(StoredClients.class);
    /** Longer than anything may be stale. */
    private static final Duration NEVER = Duration.ofDays(365);
    private static final UUID NO_CHANGE = new UUID(0, 0);
    private static final String MATCHING = """
             from client c
             where not (c.id = any(:hidden))
               and (:name::text is null or position(lower(:name) in lower(c.id || ' ' || c.name)) > 0)
               and (:scope::text is null or :scope = any(c.scopes))
               and (:disabled::boolean is null or c.disabled = :disabled)
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final AtomicReference<Head> head;
    private final AtomicLong headAt = new AtomicLong(System.nanoTime() - NEVER.toNanos());

    StoredClients(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
        this.head = new AtomicReference<>(new Head(new Change(0, NO_CHANGE), System.nanoTime()));
    }

    /**
     * The last change of any client. A number is given a second time by a database that lost its last ones,
     * an id is not.
     */
    record Change(long number, UUID id) {
    }

    /** A change, and when at the latest it was the last one. */
    private record Head(Change change, long seenAt) {
    }

    /**
     * A client as it was after that change.
     *
     * @param client null if there was none
     */
    record Loaded(@Nullable Client client, Change change) {
    }

    Loaded load(String id) {
        long asked = System.nanoTime();
        Loaded loaded = jdbc.sql("""
                select c.*, h.last, h.change from client_head h left join client c on c.id = :id""")
                .param("id", id).query((row, number) -> new Loaded(
                        row.getString("id") == null ? null : stored(row).client(), change(row))).single();
        heard(loaded.change(), asked);
        return loaded;
    }

    /** The last change that this instance has heard of; whatever was read after another may be outdated. */
    Change head() {
        return head.get().change();
    }

    /** For how long there may have been changes that this instance has not heard of. */
    Duration age() {
        return Duration.ofNanos(System.nanoTime() - headAt.get());
    }

    /** Hears of what other instances changed. */
    @Scheduled(fixedDelayString = "${sluice.auth.client-look-every:500ms}")
    void look() {
        long asked = System.nanoTime();
        try {
            heard(jdbc.sql("select last, change from client_head").query((row, number) -> change(row))
                    .single(), asked);
        }
        catch (DataAccessException down) {
            log.debug("Changes of clients cannot be read: {}", down.toString());
        }
    }

    void heard(Change change, long asked) {
        seen(change, asked);
        headAt.accumulateAndGet(asked, (before, now) -> now - before > 0 ? now : before);
    }

    /**
     * What was asked for later is newer, whatever its number: it may be of another past of this database. Of
     * two answers whose questions met, the one with the higher number is.
     */
    private void seen(Change change, long asked) {
        Head seen = new Head(change, System.nanoTime());
        head.accumulateAndGet(seen, (before, now) -> asked - before.seenAt() >= 0
                || now.change().number() > before.change().number() ? now : before);
    }

    private static Change change(ResultSet row) throws SQLException {
        return new Change(row.getLong("last"), row.getObject("change", UUID.class));
    }

    /** Takes the number of the transaction's change; nobody else changes a client until it ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    public long nextVersion() {
        long asked = System.nanoTime();
        Change next = jdbc.sql("""
                update client_head set last = last + 1, change = gen_random_uuid()
                returning last, change""").query((row, number) -> change(row)).single();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                seen(next, asked);
            }
        });
        return next.number();
    }

    public Optional<StoredClient> find(String id) {
        return jdbc.sql("select c.* from client c where id = :id").param("id", id)
                .query((row, number) -> stored(row)).optional();
    }

    /**
     * Clients by id. A condition that is null does not count.
     *
     * @param name a part of the id or the name
     * @param hidden ids of clients that are not shown
     */
    public Page<StoredClient> page(@Nullable String name, @Nullable String scope, @Nullable Boolean disabled,
            Collection<String> hidden, long skip, int size) {
        String[] not = hidden.toArray(String[]::new);
        List<StoredClient> items = jdbc.sql("select c.*" + MATCHING
                        + " order by c.id limit :size offset :skip")
                .param("name", name).param("scope", scope).param("disabled", disabled).param("hidden", not)
                .param("size", size).param("skip", skip).query((row, number) -> stored(row)).list();
        long total = jdbc.sql("select count(*)" + MATCHING).param("name", name).param("scope", scope)
                .param("disabled", disabled).param("hidden", not).query(Long.class).single();
        return new Page<>(items, 0, size, total);
    }

    /** Returns false where there is one of this id. */
    public boolean insert(StoredClient client) {
        return write("""
                insert into client (id, name, scopes, jwks, secrets, disabled, epoch, version, created_at,
                                    changed_at, changed_by)
                values (:id, :name, :scopes, cast(:jwks as json), cast(:secrets as json), :disabled, :epoch,
                        :version, :created, :changed, :by)
                on conflict do nothing""", client) == 1;
    }

    public void update(StoredClient client) {
        write("""
                update client set name = :name, scopes = :scopes, jwks = cast(:jwks as json),
                    secrets = cast(:secrets as json), disabled = :disabled, epoch = :epoch,
                    version = :version, created_at = :created, changed_at = :changed, changed_by = :by
                where id = :id""", client);
    }

    public void delete(String id) {
        jdbc.sql("delete from client where id = :id").param("id", id).update();
    }

    private int write(String statement, StoredClient stored) {
        Client client = stored.client();
        ClientKeys keys = client.keys();
        return jdbc.sql(statement).param("id", client.id()).param("name", client.name())
                .param("scopes", client.scopes().stream().sorted().toArray(String[]::new))
                .param("jwks", keys == null ? null : json.writeValueAsString(keys.jwks()))
                .param("secrets", json.writeValueAsString(client.secrets()))
                .param("disabled", client.disabled()).param("epoch", client.epoch())
                .param("version", stored.version()).param("created", utc(stored.createdAt()))
                .param("changed", utc(stored.changedAt())).param("by", stored.changedBy()).update();
    }

    private StoredClient stored(ResultSet row) throws SQLException {
        String jwks = row.getString("jwks");
        Client client = new Client(row.getString("id"), row.getString("name"),
                Set.of((String[]) row.getArray("scopes").getArray()),
                jwks == null ? null : ClientKeys.of(json.readValue(jwks, new TypeReference<>() { })),
                json.readValue(row.getString("secrets"), new TypeReference<>() { }),
                row.getBoolean("disabled"), row.getLong("epoch"));
        return new StoredClient(client, row.getLong("version"), instant(row, "created_at"),
                instant(row, "changed_at"), row.getString("changed_by"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime utc(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
