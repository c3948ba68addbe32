package dev.sluice.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.Set;

import dev.sluice.local.engine.Kind;
import dev.sluice.local.stack.Stack;

/**
 * Measures auth-service and prints one table. It reports and judges nothing: it ends with 0 also where a goal
 * is missed, and with another status only if it could not measure.
 */
final class Bench {

    private static final Set<String> LOADS =
            Set.of("io.gatling.app.Gatling", "org.openjdk.jmh.runner.ForkedMain");

    private Bench() {
    }

    /**
     * Measures the parts that are named.
     *
     * @param arguments names of parts; none for all of them
     */
    public static void main(String[] arguments) throws IOException, SQLException {
        Set<Part> parts = Part.named(arguments);
        Place place = Place.ofThisRun();
        Files.createDirectories(place.home());
        Stack stack = Stack.fresh(Files.createTempDirectory(place.home(), "stack"));
        // A signal ends everything as the end does, and in the same order.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            ProcessHandle.current().descendants().filter(Bench::isLoad).forEach(ProcessHandle::destroy);
            AuthService.stop(place);
            stack.close();
        }));
        stack.start(Set.of(Kind.POSTGRES, Kind.REDIS));
        List<Figure> figures = new Measurements(place, stack, secret()).of(parts);
        System.out.printf("%nMeasured on %d cores, %s.%n%n%s", Runtime.getRuntime().availableProcessors(),
                place.load().isEmpty() ? "which the load shared with the service" : "the load by "
                        + String.join(" ", place.load()), Figure.table(figures));
    }

    /** Of every account here and of the client, for as long as this run. */
    private static String secret() {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    private static boolean isLoad(ProcessHandle process) {
        return process.info().commandLine().filter(line -> LOADS.stream().anyMatch(line::contains))
                .isPresent();
    }
}
