package dev.sluice.auth.revocation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.sluice.common.lifecycle.StopSignal;
import dev.sluice.common.revocation.Mark;
import dev.sluice.common.revocation.Revocation;
import dev.sluice.common.revocation.Revocations;

/**
 * What this instance has read of the ledger, and those who wait for news of it. It looks every moment, so it
 * can always say how old its knowledge is; and at once when this instance itself revoked something.
 */
@Component
class RevocationBoard implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RevocationBoard.class);

    private final JdbcClient jdbc;
    private final Revocations own;
    private final RevocationProperties properties;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final NavigableMap<Long, Revocation> read = new TreeMap<>();
    private volatile StopSignal signal = new StopSignal();
    private volatile boolean running;
    private long head;
    private Instant asOf = Instant.EPOCH;

    RevocationBoard(JdbcClient jdbc, Revocations own, RevocationProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.own = own;
        this.properties = properties;
        this.clock = clock;
    }

    /** The revocations after a number, in order, and up to which moment that is all there is. */
    record News(long head, boolean more, Instant asOf, List<Revocation> revoked) {
    }

    /** Waits until there is something after that number, for as long as that. */
    News after(long number, Duration wait) throws InterruptedException {
        lock.lock();
        try {
            long left = wait.toNanos();
            while (head == number && left > 0 && !signal.stopped()) {
                left = news.awaitNanos(left);
            }
            // Whoever knows a higher number than there is knows another past of this database: it gets all.
            NavigableMap<Long, Revocation> rest =
                    number > head ? read : read.tailMap(number, false);
            List<Revocation> page = new ArrayList<>();
            long last = Math.min(number, head);
            for (var entry : rest.entrySet()) {
                if (page.size() == properties.pageSize()) {
                    return new News(last, true, asOf, page);
                }
                page.add(entry.getValue());
                last = entry.getKey();
            }
            return new News(head, false, asOf, page);
        }
        finally {
            lock.unlock();
        }
    }

    /** Reads what this instance has just committed; if that fails, the next look will do. */
    void lookNow() {
        try {
            look();
        }
        catch (DataAccessException down) {
            log.warn("Revocations cannot be read: {}", down.toString());
        }
    }

    private void look() {
        Instant began = clock.instant();
        long last = jdbc.sql("select last from revocation_head").query(Long.class).single();
        lock.lock();
        try {
            if (last < head) {
                log.warn("The ledger of revocations went back from {} to {}: an older database?", head, last);
                read.clear();
                head = 0;
            }
            if (last > head) {
                jdbc.sql("""
                        select number, mark, below, until from revocation
                        where number > :head and number <= :last order by number""")
                        .param("head", head).param("last", last)
                        .query(row -> {
                            read.put(row.getLong("number"), revocation(row));
                        });
                own.add(read.tailMap(head, false).values());
                head = last;
                news.signalAll();
            }
            if (began.isAfter(asOf)) {
                asOf = began;
            }
            own.completeAsOf(began);
            read.values().removeIf(revocation -> revocation.until().isBefore(began));
        }
        finally {
            lock.unlock();
        }
    }

    private static Revocation revocation(ResultSet row) throws SQLException {
        return new Revocation(Mark.parse(row.getString("mark")), row.getLong("below"),
                row.getObject("until", OffsetDateTime.class).toInstant());
    }

    @Override
    public void start() {
        StopSignal mine = new StopSignal();
        signal = mine;
        running = true;
        look();
        Thread.ofVirtual().name("revocation-board").start(() -> keepLooking(mine));
    }

    private void keepLooking(StopSignal mine) {
        boolean lost = false;
        while (!mine.stoppedWithin(properties.lookEvery())) {
            try {
                look();
                lost = false;
            }
            catch (DataAccessException down) {
                if (!lost) {
                    log.warn("Revocations cannot be read: {}", down.toString());
                }
                lost = true;
            }
        }
    }

    @Override
    public void stop() {
        running = false;
        signal.stop();
        lock.lock();
        try {
            news.signalAll();
        }
        finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the web server takes its first request, and after it had its last. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 4096;
    }
}
