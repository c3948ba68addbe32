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
import java.util.concurrent.atomic.AtomicLong;

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
    private static final String MATCHING = """
             from client c
             where not (c.id = any(:hidden))
               and (:name::text is null or position(lower(:name) in lower(c.id || ' ' || c.name)) > 0)
               and (:scope::text is null or :scope = any(c.scopes))
               and (:disabled::boolean is null or c.disabled = :disabled)
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final AtomicLong head = new AtomicLong();
    private final AtomicLong headAt = new AtomicLong(System.nanoTime() - NEVER.toNanos());

    StoredClients(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * A client as it was when the head was at that number.
     *
     * @param client null if there was none
     */
    record Loaded(@Nullable Client client, long head) {
    }

    Loaded load(String id) {
        long asked = System.nanoTime();
        Loaded loaded = jdbc.sql("select c.*, h.last from client_head h left join client c on c.id = :id")
                .param("id", id).query((row, number) -> new Loaded(
                        row.getString("id") == null ? null : stored(row).client(), row.getLong("last")))
                .single();
        heard(loaded.head(), asked);
        return loaded;
    }

    /** The number of the last change that this instance has heard of; whatever is older may be outdated. */
    long head() {
        return head.get();
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
            heard(jdbc.sql("select last from client_head").query(Long.class).single(), asked);
        }
        catch (DataAccessException down) {
            log.debug("Changes of clients cannot be read: {}", down.toString());
        }
    }

    private void heard(long number, long asked) {
        seen(number);
        headAt.accumulateAndGet(asked, (before, now) -> now - before > 0 ? now : before);
    }

    private void seen(long number) {
        head.accumulateAndGet(number, Math::max);
    }

    /** Takes the number of the transaction's change; nobody else changes a client until it ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    public long nextVersion() {
        long next = jdbc.sql("update client_head set last = last + 1 returning last").query(Long.class)
                .single();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                seen(next);
            }
        });
        return next;
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
