package dev.sluice.auth.revocation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.NavigableMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.sluice.common.revocation.Mark;
import dev.sluice.common.revocation.Revocation;

/** Reads the ledger of revocations. */
@Component
class LedgerRows {

    private final JdbcClient jdbc;

    LedgerRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Where the ledger ends.
     *
     * @param last the number of the last revocation
     * @param asked the one with the number that was asked for; null if there is none
     */
    record Head(long last, @Nullable Revocation asked) {
    }

    Head head(long number) {
        return jdbc.sql("""
                select h.last, r.number, r.mark, r.below, r.until
                from revocation_head h left join revocation r on r.number = :number""")
                .param("number", number)
                .query((row, index) -> new Head(row.getLong("last"),
                        row.getString("mark") == null ? null : revocation(row))).single();
    }

    NavigableMap<Long, Revocation> between(long after, long last) {
        NavigableMap<Long, Revocation> rows = new TreeMap<>();
        jdbc.sql("""
                select number, mark, below, until from revocation
                where number > :after and number <= :last order by number""")
                .param("after", after).param("last", last)
                .query(row -> {
                    rows.put(row.getLong("number"), revocation(row));
                });
        return rows;
    }

    private static Revocation revocation(ResultSet row) throws SQLException {
        return new Revocation(Mark.parse(row.getString("mark")), row.getLong("below"),
                row.getObject("until", OffsetDateTime.class).toInstant());
    }
}
