package dev.sluice.common.database;

import java.sql.SQLException;
import java.time.Duration;

import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/**
 * A migration may work on all of a large table in one statement, for longer than any request may wait. The
 * pool gives the connection its own patience back.
 */
final class PatientMigrations implements Callback {

    /** As long as other instances wait for the migrating one: spring.flyway.lock-retry-count. */
    private static final Duration PATIENCE = Duration.ofHours(1);

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.BEFORE_EACH_MIGRATE;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        try {
            context.getConnection().setNetworkTimeout(Runnable::run, Math.toIntExact(PATIENCE.toMillis()));
        }
        catch (SQLException gone) {
            throw new IllegalStateException("The connection for the migration is gone", gone);
        }
    }

    @Override
    public String getCallbackName() {
        return "patient-migrations";
    }
}
