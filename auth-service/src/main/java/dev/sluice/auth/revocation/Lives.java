package dev.sluice.auth.revocation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import dev.sluice.auth.token.Mint;

/**
 * How long what a revocation ends may still be good, by the configuration of any instance. Each one notes it
 * at its start, before it makes anything that lives as long, and again and again; so one with a shorter life
 * does not forget what others have made, or it has made itself with the configuration of before.
 */
@Component
public class Lives {

    /**
     * After so long nothing is left of what there was, not even of what somebody else signed: no service
     * believes a token that lives for more than a day. The hour is for what was noted late.
     */
    public static final Duration AFTERLIFE = Duration.ofHours(25);

    private final JdbcClient jdbc;
    private final Clock clock;
    private volatile Duration own;

    Lives(JdbcClient jdbc, Mint mint, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.own = mint.life();
        note();
    }

    /** What else is made here and ends by a revocation lives for that long. */
    public synchronized void include(Duration life) {
        if (life.compareTo(own) > 0) {
            own = life;
            note();
        }
    }

    /** The longest of those in use, or that were while something of them may be left. */
    Duration longest() {
        long noted = jdbc.sql("select coalesce(max(seconds), 0) from token_life where used_at >= :since")
                .param("since", utc(clock.instant().minus(AFTERLIFE))).query(Long.class).single();
        Duration others = Duration.ofSeconds(noted);
        return others.compareTo(own) > 0 ? others : own;
    }

    @Scheduled(fixedDelayString = "${sluice.auth.revocation.clean-every:10m}")
    void note() {
        Instant now = clock.instant();
        jdbc.sql("""
                insert into token_life (seconds, used_at) values (:seconds, :now)
                on conflict (seconds)
                do update set used_at = greatest(token_life.used_at, excluded.used_at)""")
                .param("seconds", own.plusNanos(999_999_999).toSeconds()).param("now", utc(now)).update();
        jdbc.sql("delete from token_life where used_at < :since")
                .param("since", utc(now.minus(AFTERLIFE))).update();
    }

    private static OffsetDateTime utc(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
