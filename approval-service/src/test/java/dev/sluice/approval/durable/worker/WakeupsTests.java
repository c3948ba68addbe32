package dev.sluice.approval.durable.worker;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.common.test.SilentPostgres;
import dev.sluice.local.stack.Stack;

import static org.awaitility.Awaitility.await;

class WakeupsTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void aDatabaseThatFellSilentIsNotListenedToForEver(@TempDir Path directory) {
        try (Stack own = Stack.fresh(directory)) {
            String database = own.postgres().newDatabase("wakeups") + "&socketTimeout=2";
            AtomicInteger connections = new AtomicInteger();
            AtomicInteger heard = new AtomicInteger();
            Wakeups wakeups = new Wakeups(() -> {
                connections.incrementAndGet();
                return DriverManager.getConnection(database);
            }, heard::incrementAndGet);
            wakeups.start();
            await().atMost(PATIENCE).until(() -> heard.get() > 0);
            int before = connections.get();
            try (var _ = SilentPostgres.begin(own.postgres())) {
                await().atMost(PATIENCE).until(() -> connections.get() > before);
            }
            int silent = heard.get();
            await().atMost(PATIENCE).until(() -> heard.get() > silent);
            wakeups.stop();
        }
    }
}
