package dev.sluice.auth.redis;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.stereotype.Component;

/**
 * The one connection that all share. It is made aside, so that nobody waits for it: Spring's factory would
 * let every request queue for a host that does not answer.
 */
@Component
class RedisLine implements SmartLifecycle {

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Logger log = LoggerFactory.getLogger(RedisLine.class);

    private final LettuceConnectionFactory factory;
    private final Masters masters;
    private final AtomicBoolean connecting = new AtomicBoolean();
    private volatile @Nullable RedisClusterAsyncCommands<byte[], byte[]> commands;
    private volatile long triedAt = System.nanoTime() - PAUSE.toNanos();
    private volatile boolean lost;
    private volatile boolean running;

    RedisLine(LettuceConnectionFactory factory, Masters masters) {
        this.factory = factory;
        this.masters = masters;
    }

    /** How long one command may take. */
    Duration timeout() {
        return Duration.ofMillis(factory.getTimeout());
    }

    /** Null while there is no connection; then another one is under way. */
    @Nullable RedisClusterAsyncCommands<byte[], byte[]> commands() {
        RedisClusterAsyncCommands<byte[], byte[]> known = commands;
        if (known == null && running && System.nanoTime() - triedAt >= PAUSE.toNanos()) {
            aside(this::connect);
        }
        return known;
    }

    /**
     * Gives the connection up for another one. That of a cluster leads to all masters and is kept: just what
     * it has to this master is given up, and the others say who has its keys now.
     */
    void renew(String master) {
        aside(() -> {
            if (masters.many()) {
                masters.hangUp(master);
            }
            else {
                commands = null;
                factory.resetConnection();
            }
            connect();
        });
    }

    /** By one at a time; whoever comes second has nothing to do. */
    private void aside(Runnable work) {
        if (!connecting.compareAndSet(false, true)) {
            return;
        }
        Thread.ofVirtual().name("redis-line").start(() -> {
            try {
                work.run();
                if (lost) {
                    log.info("Redis is back");
                }
                lost = false;
            }
            catch (RuntimeException away) {
                commands = null;
                if (!lost && running) {
                    log.warn("Redis is away: {}", Absence.reason(away));
                }
                lost = true;
            }
            finally {
                triedAt = System.nanoTime();
                connecting.set(false);
            }
        });
    }

    /** Its type says nothing of what it is for, but one connection of Lettuce has these commands. */
    @SuppressWarnings("unchecked")
    private void connect() {
        masters.learn();
        try (RedisConnection connection = factory.getConnection()) {
            commands = (RedisClusterAsyncCommands<byte[], byte[]>) connection.getNativeConnection();
        }
    }

    @Override
    public void start() {
        running = true;
        CountDownLatch connected = new CountDownLatch(1);
        aside(() -> {
            try {
                connect();
            }
            finally {
                connected.countDown();
            }
        });
        try {
            // So that the first request finds it; a service that starts without it is as good.
            if (!connected.await(factory.getTimeout() * 5, TimeUnit.MILLISECONDS)) {
                log.warn("Redis does not answer yet");
            }
        }
        catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        running = false;
        commands = null;
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
