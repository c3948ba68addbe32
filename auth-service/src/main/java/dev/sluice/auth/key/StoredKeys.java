package dev.sluice.auth.key;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The signing keys in the database, shared by all instances. */
@Component
class StoredKeys {

    private final JdbcClient jdbc;
    private final Clock clock;

    StoredKeys(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** All whose algorithm this version knows; those of a newer version beside us are not ours to read. */
    List<StoredKey> all() {
        return jdbc.sql("""
                select kid, algorithm, signs, public_jwk, sealed_private from signing_key
                where algorithm in (:known) order by created_at, kid""")
                .param("known", List.of(SigningAlgorithm.values()).stream().map(Enum::name).toList())
                .query((row, number) -> key(row)).list();
    }

    /** Offers a key that signs; it is dropped if another instance has been faster. */
    void offer(StoredKey key) {
        jdbc.sql("""
                insert into signing_key (kid, algorithm, signs, public_jwk, sealed_private, created_at)
                values (:kid, :algorithm, :signs, :jwk, :private, :now)
                on conflict do nothing""")
                .param("kid", key.kid()).param("algorithm", key.algorithm().name())
                .param("signs", key.signs()).param("jwk", key.publicJwk())
                .param("private", key.sealedPrivate()).param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    private static StoredKey key(ResultSet row) throws SQLException {
        return new StoredKey(row.getString("kid"), SigningAlgorithm.valueOf(row.getString("algorithm")),
                row.getBoolean("signs"), row.getString("public_jwk"), row.getString("sealed_private"));
    }
}
