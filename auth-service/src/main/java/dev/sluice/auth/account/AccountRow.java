package dev.sluice.auth.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;

/**
 * An account with its roles as one row: one round trip, and no statement that is put together anew for each
 * of the sign-ins that wait for it.
 */
final class AccountRow implements RowMapper<Account> {

    static final String SELECT = """
            select id, email, first_name, last_name, password_hash, created_at, token_epoch, session_epoch,
                   locked_at, version,
                   array(select role from account_role where account_id = account.id) as roles
            from account
            """;

    @Override
    public Account mapRow(ResultSet row, int number) throws SQLException {
        Instant created = row.getObject("created_at", OffsetDateTime.class).toInstant();
        return new Account(row.getObject("id", UUID.class), row.getString("email"),
                row.getString("first_name"), row.getString("last_name"), row.getString("password_hash"),
                grants((String[]) row.getArray("roles").getArray()), created, row.getLong("token_epoch"),
                row.getLong("session_epoch"), lockedAt(row), row.getInt("version"));
    }

    private static Set<Account.Grant> grants(String[] roles) {
        return List.of(roles).stream().map(Account.Grant::new).collect(Collectors.toUnmodifiableSet());
    }

    private static @Nullable Instant lockedAt(ResultSet row) throws SQLException {
        OffsetDateTime at = row.getObject("locked_at", OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
