package dev.sluice.auth.restore;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Consumer;

import javax.sql.DataSource;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.springframework.core.NestedRuntimeException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.support.TransactionTemplate;

import dev.sluice.auth.audit.AuditEvent;
import dev.sluice.auth.audit.AuditField;
import dev.sluice.auth.audit.AuditType;
import dev.sluice.auth.audit.Head;
import dev.sluice.auth.audit.OfflineTrail;
import dev.sluice.auth.database.DatabaseAccount;

/**
 * The command that is run once after an older copy of the database was put in its place, before the first
 * start. What has ended by then stays ended, and what begins anew is taken everywhere. A second time it does
 * the same again.
 */
public final class DatabaseRestored {

    public static final String COMMAND = "database-restored";

    private static final int DONE = 0;
    private static final int FAILED = 2;
    /** Who has just left may still be seen. */
    private static final int LOOKS = 30;
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final String DATABASE = "jdbc:postgresql:";
    private static final String USAGE = """
            Usage: database-restored [--shared-secret] DATABASE
              DATABASE         jdbc:postgresql://… with name and password in SPRING_DATASOURCE_USERNAME and
                               SPRING_DATASOURCE_PASSWORD; no instance of auth-service may run
              --shared-secret  tokens are signed with HS256, so that no key ends them: ends them account by
                               account""";

    private final SingleConnectionDataSource connection;
    private final boolean shared;
    private final RestoredDatabase database;
    private final JdbcTemplate jdbc;

    private DatabaseRestored(SingleConnectionDataSource connection, boolean shared) {
        this.connection = connection;
        this.shared = shared;
        this.jdbc = new JdbcTemplate(connection);
        this.database = new RestoredDatabase(jdbc);
    }

    /**
     * Runs the command.
     *
     * @param out takes what it says
     * @return the status that the process ends with: 0 where it was done, 2 where nothing was changed
     */
    public static int run(List<String> arguments, Consumer<String> out) {
        try {
            out.accept(perform(arguments));
            return DONE;
        }
        catch (IllegalArgumentException wrong) {
            out.accept(wrong.getMessage() + System.lineSeparator() + USAGE);
        }
        catch (IllegalStateException refused) {
            out.accept("Nothing was changed: " + refused.getMessage());
        }
        catch (NestedRuntimeException failed) {
            out.accept("Nothing was changed: " + failed.getMostSpecificCause());
        }
        catch (FlywayException failed) {
            out.accept("Nothing was changed: " + failed);
        }
        return FAILED;
    }

    private static String perform(List<String> arguments) {
        List<String> words = new ArrayList<>(arguments);
        boolean shared = words.remove("--shared-secret");
        if (words.size() != 1 || !words.getFirst().startsWith(DATABASE)) {
            throw new IllegalArgumentException("There must be one DATABASE.");
        }
        Properties account = DatabaseAccount.ofEnvironment();
        account.setProperty("reWriteBatchedInserts", "true");
        DataSource source = new DriverManagerDataSource(words.getFirst(), account);
        try (var connection = new SingleConnectionDataSource(words.getFirst(), true)) {
            connection.setConnectionProperties(account);
            return new DatabaseRestored(connection, shared).perform(source);
        }
    }

    private String perform(DataSource source) {
        if (!database.isOurs()) {
            throw new IllegalStateException("this is no database of auth-service");
        }
        int others = database.others();
        for (int look = 0; others > 0 && look < LOOKS; look++) {
            database.letPass(PAUSE);
            others = database.others();
        }
        if (others > 0) {
            throw new IllegalStateException("others are connected to it (" + others
                    + "). Stop all instances of auth-service first");
        }
        // The copy may be of a version before this one.
        Flyway.configure().dataSource(source).load().migrate();
        return Objects.requireNonNull(new TransactionTemplate(new DataSourceTransactionManager(connection))
                .execute(status -> begin()));
    }

    private String begin() {
        Instant now = database.now();
        if (database.knowsLaterThan(now)) {
            throw new IllegalStateException("by its clock, " + now
                    + ", the last rows of the audit trail have not happened yet. Set the clock right");
        }
        long floor = database.floor(now);
        int accounts = database.raiseAccounts(floor);
        int clients = database.raiseClients(floor);
        int sessions = database.endSessions(now);
        database.removeSecrets();
        boolean each = shared || !database.hasKeys();
        List<String> keys = database.withdrawKeys(now);
        database.tell(floor, keys, each ? database.subjects() : List.of(), now);
        Head row = new OfflineTrail(jdbc, Clock.fixed(now, ZoneOffset.UTC))
                .record(AuditEvent.of(AuditType.DATABASE_RESTORED).with(AuditField.KEY_ID, keys)
                        .with(AuditField.EPOCH, floor));
        return """
                Done: %d accounts and %d clients are in epoch %d, %d open sessions ended, %d keys were \
                withdrawn%s.
                Everybody has to sign in again, and services get new tokens by themselves. The next start \
                makes new keys; for some seconds a service may not have them yet.
                Passwords, roles, locks, clients and their secrets are as they were at the backup: whatever \
                was taken from somebody after it has to be taken again.
                The audit trail goes on with row %s. Rows from that number on that were seen before are of \
                the past that was lost.""".formatted(accounts, clients, floor, sessions, keys.size(),
                each ? ", and all tokens ended account by account" : "", row);
    }
}
