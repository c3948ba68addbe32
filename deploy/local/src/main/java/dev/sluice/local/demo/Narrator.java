package dev.sluice.local.demo;

import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

/** Prints one line for each step of the story: what happened, how long it took, where to look. */
final class Narrator {

    private final PrintStream out;
    private int steps;

    Narrator(PrintStream out) {
        this.out = out;
    }

    /** Runs a step and prints its line once it is done; a step that fails prints nothing and throws. */
    <T> T tell(Supplier<Told<T>> step) {
        long begin = System.nanoTime();
        Told<T> told = step.get();
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        steps++;
        out.printf(Locale.ROOT, "%3d. %-68s %6.2f s  %s%n",
                steps, told.line(), took.toMillis() / 1000.0, told.url());
        return told.result();
    }

    /**
     * One step's result.
     *
     * @param line what happened, without a full stop
     * @param url where a reader can look at it
     */
    record Told<T>(T result, String line, URI url) {
    }
}
