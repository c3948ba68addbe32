package dev.sluice.auth.key;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import dev.sluice.auth.audit.AuditEvent;
import dev.sluice.auth.audit.AuditField;
import dev.sluice.auth.audit.AuditTrail;
import dev.sluice.auth.audit.AuditType;

/** The signing keys in the database, shared by all instances. */
@Component
class StoredKeys {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final AuditTrail audit;
    private final Clock clock;

    StoredKeys(JdbcClient jdbc, TransactionTemplate transaction, AuditTrail audit, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * All whose algorithm this version knows, the oldest generation first; those of a newer version beside us
     * are not ours to read.
     */
    List<StoredKey> all() {
        return jdbc.sql("""
                select kid, algorithm, generation, public_jwk, sealed_private, signs_from, withdrawn_at,
                       coalesce(announced_at, created_at) as announced_at, used_at
                from signing_key where algorithm in (:known) order by generation, kid""")
                .param("known", List.of(SigningAlgorithm.values()).stream().map(Enum::name).toList())
                .query((row, number) -> key(row)).list();
    }

    /** Offers the key of a generation; returns whether it was taken, or another instance has been faster. */
    boolean offer(StoredKey key) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            boolean taken = insert(key);
            if (taken) {
                record(AuditType.KEY_ADDED, key, key.signsFrom());
            }
            return taken;
        }));
    }

    /** Lets a key sign earlier than was planned; nothing happens if it does already. */
    void advance(StoredKey key, Instant from) {
        transaction.executeWithoutResult(status -> {
            if (jdbc.sql("update signing_key set signs_from = :from where kid = :kid and signs_from > :from")
                    .param("kid", key.kid()).param("from", utc(from)).update() == 1) {
                record(AuditType.KEY_ADVANCED, key, from);
            }
        });
    }

    /** Notes that a key signs now. */
    void used(StoredKey key) {
        jdbc.sql("""
                update signing_key set used_at = :now
                where kid = :kid and (used_at is null or used_at < :now)""")
                .param("kid", key.kid()).param("now", utc(clock.instant())).update();
    }

    /** Announces the keys of an algorithm anew if none of them has signed since then. */
    void wake(SigningAlgorithm algorithm, Instant since) {
        jdbc.sql("""
                update signing_key set announced_at = :now
                where algorithm = :algorithm and withdrawn_at is null and not exists (
                    select from signing_key other where other.algorithm = :algorithm
                    and other.used_at >= :since)""")
                .param("algorithm", algorithm.name()).param("now", utc(clock.instant()))
                .param("since", utc(since)).update();
    }

    private void record(AuditType type, StoredKey key, Instant signsFrom) {
        audit.record(AuditEvent.of(type).with(AuditField.KEY_ID, key.kid())
                .with(AuditField.ALGORITHM, key.algorithm()).with(AuditField.SIGNS_FROM, signsFrom));
    }

    private boolean insert(StoredKey key) {
        return jdbc.sql("""
                insert into signing_key (kid, algorithm, signs, generation, public_jwk, sealed_private,
                                         created_at, announced_at, signs_from)
                values (:kid, :algorithm, :first, :generation, :jwk, :private, :announced, :announced, :from)
                on conflict do nothing""")
                .param("kid", key.kid()).param("algorithm", key.algorithm().name())
                .param("first", key.generation() == 1).param("generation", key.generation())
                .param("jwk", key.publicJwk()).param("private", key.sealedPrivate())
                .param("announced", utc(key.announcedAt())).param("from", utc(key.signsFrom()))
                .update() == 1;
    }

    /** Whether there is such a key and it had not been withdrawn before. */
    boolean withdraw(String kid) {
        return jdbc.sql("""
                update signing_key set withdrawn_at = :now where kid = :kid and withdrawn_at is null""")
                .param("kid", kid).param("now", utc(clock.instant())).update() == 1;
    }

    private static StoredKey key(ResultSet row) throws SQLException {
        return new StoredKey(row.getString("kid"), SigningAlgorithm.valueOf(row.getString("algorithm")),
                row.getInt("generation"), row.getString("public_jwk"), row.getString("sealed_private"),
                instant(row.getObject("signs_from", OffsetDateTime.class)),
                nullable(row.getObject("withdrawn_at", OffsetDateTime.class)),
                instant(row.getObject("announced_at", OffsetDateTime.class)),
                nullable(row.getObject("used_at", OffsetDateTime.class)));
    }

    private static OffsetDateTime utc(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(OffsetDateTime column) {
        return column.toInstant();
    }

    private static @Nullable Instant nullable(@Nullable OffsetDateTime column) {
        return column == null ? null : column.toInstant();
    }
}
