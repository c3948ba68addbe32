package dev.sluice.auth.key;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The secrets of this installation, sealed in the database and shared by all instances. The first start makes
 * one, and each month adds one. A new one is used a while after it was made, when every instance has read it;
 * what an older one sealed still opens, until nothing of that can count any more: then it is removed.
 */
@Component
class Secrets {

    private static final short FIRST = 1;
    /** An instance may be late to use the next one. */
    private static final Duration LATE = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final KeySeal seal;
    private final KeyProperties properties;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private volatile NavigableMap<Short, Dated> known = new TreeMap<>();

    private record Dated(Secret secret, Instant createdAt) {
    }

    Secrets(JdbcClient jdbc, KeyProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.properties = properties;
        this.clock = clock;
        this.seal = new KeySeal(properties.keyEncryptionKey());
        read();
        if (known.isEmpty()) {
            offer(FIRST);
            read();
        }
    }

    /** The one that whatever is sealed from now on is sealed with. */
    Secret current() {
        Instant seasoned = clock.instant().minus(properties.announcement());
        NavigableMap<Short, Dated> all = known;
        for (Dated dated : all.descendingMap().values()) {
            if (dated.createdAt().isBefore(seasoned)) {
                return dated.secret();
            }
        }
        return all.firstEntry().getValue().secret();
    }

    Optional<Secret> find(short number) {
        return Optional.ofNullable(known.get(number)).map(Dated::secret);
    }

    /** Learns what other instances have made, and makes the next one when the newest has served its time. */
    @Scheduled(fixedDelayString = "${sluice.auth.key-look-every:2s}")
    void renew() {
        Dated newest = known.lastEntry().getValue();
        if (newest.createdAt().plus(properties.rotation()).isBefore(clock.instant())) {
            offer((short) (newest.secret().number() + 1));
        }
        removeOld();
        read();
    }

    /** One has sealed nothing since the next one took over. */
    private void removeOld() {
        Instant over = clock.instant().minus(Vault.LONGEST).minus(LATE).minus(properties.announcement());
        known.descendingMap().values().stream().filter(dated -> dated.createdAt().isBefore(over)).findFirst()
                .map(next -> known.headMap(next.secret().number())).filter(old -> !old.isEmpty())
                .ifPresent(old -> jdbc.sql("delete from secret where number in (:old)")
                        .param("old", old.keySet()).update());
    }

    /** Dropped if another instance has been faster. */
    private void offer(short number) {
        byte[] fresh = new byte[Secret.BYTES];
        random.nextBytes(fresh);
        jdbc.sql("""
                insert into secret (number, sealed, created_at) values (:number, :sealed, :now)
                on conflict do nothing""")
                .param("number", number).param("sealed", seal.seal(fresh, name(number)))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC)).update();
    }

    private void read() {
        NavigableMap<Short, Dated> read = new TreeMap<>();
        jdbc.sql("select number, sealed, created_at from secret").query(row -> {
            short number = row.getShort("number");
            read.put(number, new Dated(new Secret(number, open(number, row.getString("sealed"))),
                    row.getObject("created_at", OffsetDateTime.class).toInstant()));
        });
        known = read;
    }

    private byte[] open(short number, String sealed) {
        try {
            return seal.open(sealed, name(number));
        }
        catch (GeneralSecurityException otherKey) {
            throw new IllegalStateException("The secret " + number + " does not open: "
                    + "sluice.auth.key-encryption-key is not the one that sealed it", otherKey);
        }
    }

    private static String name(short number) {
        return "secret-" + number;
    }
}
