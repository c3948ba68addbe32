package dev.sluice.local.rolling;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.sluice.local.engine.Kind;
import dev.sluice.local.process.Parallel;
import dev.sluice.local.process.ServerFailed;
import dev.sluice.local.stack.Stack;

/** What {@code deploy/rolling-update} does once both builds are there. */
public final class RollingUpdate {

    private static final String ADMINISTRATOR = "admin@example.org";
    private static final String PASSWORD = "a password of " + UUID.randomUUID();

    private RollingUpdate() {}

    /** Arguments: the jar of the older build, that of the newer one, and a directory for this run alone. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path home = Files.createDirectories(Path.of(arguments[2]));
        Stack stack = Stack.fresh(home.resolve("stack"));
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close));
        try {
            stack.start(Set.of(Kind.POSTGRES, Kind.REDIS));
            Map<String, Object> settings = settings(stack);
            Build old = new Build("old", Path.of(arguments[0]), home, settings);
            Build current = new Build("new", Path.of(arguments[1]), home, settings);
            Thread ending = new Thread(() -> Parallel.forEach(List.of(old, current), Build::kill));
            Runtime.getRuntime().addShutdownHook(ending);
            old.start();
            // On the schema of the old one, which runs: this makes the schema its own.
            current.start();
            Checks checks = new Checks(home, ADMINISTRATOR, PASSWORD);
            checks.from(old, current);
            checks.from(current, old);
            checks.trail(old, current);
            checks.replacement(old, current);
            System.exit(checks.passed() ? 0 : 1);
        }
        catch (ServerFailed e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    /** Of both: behind one address, which neither has. */
    private static Map<String, Object> settings(Stack stack) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("spring.datasource.url", stack.postgres().newDatabase("rolling"));
        settings.put("spring.datasource.username", stack.postgres().user());
        settings.put("spring.datasource.password", stack.postgres().password());
        settings.put("spring.data.redis.sentinel.master", stack.redis().masterName());
        settings.put("spring.data.redis.sentinel.nodes", String.join(",", stack.redis().sentinels()));
        // A busy machine is no outage.
        settings.put("spring.data.redis.timeout", "5s");
        settings.put("sluice.identity.issuer", "http://auth.example.org");
        settings.put("sluice.auth.key-encryption-key", UUID.randomUUID().toString() + UUID.randomUUID());
        settings.put("sluice.auth.administrator.email", ADMINISTRATOR);
        settings.put("sluice.auth.administrator.password", PASSWORD);
        return settings;
    }
}
