package dev.sluice.common.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.sluice.local.stack.Postgres;

/**
 * The silence of a PostgreSQL: its processes are stopped, and no connection ends, as if its host were gone.
 * It goes on when the silence is closed.
 */
public final class SilentPostgres implements AutoCloseable {

    private final String processes;

    private SilentPostgres(String processes) {
        this.processes = processes;
    }

    /** Silences one of a stack of your own. */
    public static SilentPostgres begin(Postgres postgres) {
        try (Connection connection = postgres.connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
            row.next();
            ProcessHandle server = ProcessHandle.of(row.getLong(1)).flatMap(ProcessHandle::parent)
                    .filter(parent -> parent.info().command().orElse("").endsWith("postgres")).orElseThrow();
            SilentPostgres silence = new SilentPostgres(Stream.concat(Stream.of(server), server.descendants())
                    .map(process -> Long.toString(process.pid())).collect(Collectors.joining(" ")));
            silence.signal("STOP");
            return silence;
        }
        catch (SQLException away) {
            throw new IllegalStateException(away);
        }
    }

    /** A process that has ended meanwhile does not matter. */
    private void signal(String signal) {
        try {
            new ProcessBuilder("sh", "-c", "kill -s " + signal + " " + processes).start().waitFor();
        }
        catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        signal("CONT");
    }
}
