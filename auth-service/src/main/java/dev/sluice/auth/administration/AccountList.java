package dev.sluice.auth.administration;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.sluice.auth.account.AccountNotFound;
import dev.sluice.auth.account.AccountView;
import dev.sluice.auth.account.Accounts;
import dev.sluice.auth.account.EmailAddress;
import dev.sluice.common.paging.Page;

/** Finds accounts for an administrator, in the order of their addresses. */
@Component
class AccountList {

    private static final String MATCHING = """
             from account a
             where (:email::text is null or position(lower(:email) in a.email) > 0)
               and (:role::text is null
                    or exists (select 1 from account_role r where r.account_id = a.id and r.role = :role))
               and (:locked::boolean is null or (a.locked_at is not null) = :locked)
            """;

    private final Accounts accounts;
    private final JdbcClient jdbc;

    AccountList(Accounts accounts, JdbcClient jdbc) {
        this.accounts = accounts;
        this.jdbc = jdbc;
    }

    /** @throws AccountNotFound if nobody has that address */
    AccountView find(String email) {
        return EmailAddress.of(email).flatMap(address -> accounts.findByEmail(address.value()))
                .map(AccountView::of)
                .orElseThrow(() -> new AccountNotFound("Nobody has an account with this address."));
    }

    /**
     * @param email a part of the address, or null for all
     * @param role a role that the accounts have, or null for all
     * @param locked whether they are locked, or null for all
     */
    Page<AccountView> find(@Nullable String email, @Nullable String role, @Nullable Boolean locked,
            int page, int size) {
        List<AccountView> items = jdbc.sql("""
                select a.id, a.email, a.first_name, a.last_name, a.created_at, a.locked_at,
                       array(select role from account_role r where r.account_id = a.id order by role) as roles
                """ + MATCHING + " order by a.email limit :size offset :offset")
                .param("email", email).param("role", role).param("locked", locked)
                .param("size", size).param("offset", (long) page * size)
                .query((row, number) -> view(row)).list();
        long total = jdbc.sql("select count(*)" + MATCHING).param("email", email).param("role", role)
                .param("locked", locked).query(Long.class).single();
        return new Page<>(items, page, size, total);
    }

    private static AccountView view(ResultSet row) throws SQLException {
        return new AccountView(row.getObject("id", UUID.class), row.getString("email"),
                row.getString("first_name"), row.getString("last_name"),
                List.of((String[]) row.getArray("roles").getArray()),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("locked_at", OffsetDateTime.class) != null);
    }
}
