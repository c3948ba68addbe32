package dev.sluice.local.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * How a server is started, asked and stopped.
 *
 * @param ports those it binds on 127.0.0.1; the start is refused when one is taken, and
 *         nothing is asked before the first is bound
 * @param patience how long it may take to become ready, and to end
 * @param log null: the file {@code log} in its home
 */
public record Launch(
        List<String> command,
        Map<String, String> environment,
        List<Integer> ports,
        Readiness readiness,
        String stopSignal,
        Duration patience,
        @Nullable Path log) {

    public Launch(List<String> command, List<Integer> ports, Readiness readiness) {
        this(command, Map.of(), ports, readiness, "TERM", Duration.ofSeconds(60), null);
    }

    public Launch stoppedBy(String signal) {
        return new Launch(command, environment, ports, readiness, signal, patience, log);
    }

    public Launch within(Duration time) {
        return new Launch(command, environment, ports, readiness, stopSignal, time, log);
    }

    public Launch with(Map<String, String> variables) {
        return new Launch(command, variables, ports, readiness, stopSignal, patience, log);
    }

    public Launch loggingTo(Path file) {
        return new Launch(command, environment, ports, readiness, stopSignal, patience, file);
    }
}
