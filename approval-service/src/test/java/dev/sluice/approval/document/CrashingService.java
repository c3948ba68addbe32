package dev.sluice.approval.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import org.awaitility.Awaitility;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The service as a process that carries one job as far as it gets: receives the document if that has not
 * happened, works, and approves what waits. It kills itself with SIGKILL immediately after so many commits,
 * or immediately before the next.
 */
final class CrashingService {

    static final String CSV = "iata,opened\n00M,3/4/1999\n,2001-01-01\n00R,\n";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private CrashingService() {
    }

    /** When it dies. */
    enum Moment {
        BEFORE_THE_NEXT,
        AFTER_THE_LAST
    }

    public static void main(String[] args) {
        UUID id = UUID.fromString(args[2]);
        // A connection for each statement would take longer than all the rest.
        HikariDataSource database = new HikariDataSource();
        database.setJdbcUrl(args[0]);
        database.setMinimumIdle(1);
        JdbcTransactionManager dying = dying(database, Moment.valueOf(args[3]), Integer.parseInt(args[4]));
        TestWorld world = new TestWorld(Path.of(args[1]), true, Clock.systemUTC(), database,
                new TransactionTemplate(dying));
        if (world.jobs.find(id).isEmpty()) {
            world.deliver(world.event(id, CSV.getBytes(StandardCharsets.UTF_8)));
        }
        // The one before is dead, so its lease may as well end now.
        world.engine.jdbc.sql("update execution set wake_at = now() where status = 'RUNNING'").update();
        world.engine.work(args[0], PATIENCE);
        Awaitility.await().pollInterval(Duration.ofMillis(10)).atMost(PATIENCE).until(() -> {
            boolean asleep = world.engine.status(id).equals("PENDING");
            if (asleep && world.job(id).status() == JobStatus.PENDING_APPROVAL) {
                world.approve(id, TestWorld.REX);
            }
            return world.engine.status(id).equals("SUCCEEDED");
        });
        // What a commit wrote is seen while its process is still about to die of it: not before that is over.
        synchronized (dying) {
            System.exit(0);
        }
    }

    private static JdbcTransactionManager dying(DataSource database, Moment moment, int commits) {
        return new JdbcTransactionManager(database) {

            private int done;

            @Override
            protected synchronized void doCommit(DefaultTransactionStatus status) {
                if (moment == Moment.BEFORE_THE_NEXT && done == commits) {
                    die();
                }
                super.doCommit(status);
                done++;
                if (moment == Moment.AFTER_THE_LAST && done == commits) {
                    die();
                }
            }
        };
    }

    private static void die() {
        try {
            new ProcessBuilder("kill", "-KILL",
                    String.valueOf(ProcessHandle.current().pid())).start().waitFor();
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException("Still alive");
    }
}
