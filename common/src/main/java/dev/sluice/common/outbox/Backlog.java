package dev.sluice.common.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What waits in the outbox, looked up at most every few seconds; any instance can tell, leading or not. */
final class Backlog {

    private static final Duration FRESH = Duration.ofSeconds(2);

    /** Enough to know that it is bad; counting all of a large backlog would make it worse. */
    private static final int COUNTED = 100_000;

    private final JdbcClient jdbc;
    private final Clock clock;
    private Instant looked = Instant.MIN;
    private Waiting last = new Waiting(0, 0);

    /**
     * @param rows number of unsent events, up to 100,000; not a number when the database does not tell
     * @param oldest age in seconds of the first of them
     */
    record Waiting(double rows, double oldest) {
    }

    Backlog(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    synchronized Waiting waiting() {
        if (Duration.between(looked, clock.instant()).compareTo(FRESH) > 0) {
            last = look();
            looked = clock.instant();
        }
        return last;
    }

    private Waiting look() {
        try {
            return jdbc.sql("""
                    select count(*) as rows,
                            coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0)
                    from (select created_at from outbox order by id limit ?) as waiting""")
                    .param(COUNTED)
                    .query((row, number) -> new Waiting(row.getDouble(1), Math.max(0, row.getDouble(2))))
                    .single();
        }
        catch (DataAccessException unknown) {
            return new Waiting(Double.NaN, Double.NaN);
        }
    }
}
