package dev.sluice.bench;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What JMH measures, each benchmark in a JVM of its own. */
final class InProcess {

    /**
     * One benchmark's result.
     *
     * @param cpuNanos of the process, for each operation
     * @param nanos of the clock, for each operation
     * @param bytes of all sockets, in all iterations together
     */
    record Measured(double cpuNanos, double nanos, double bytes) {
    }

    /** Of several benchmarks, by the names of their methods. */
    record Results(Map<String, Measured> all) {

        Measured of(String method) {
            return Objects.requireNonNull(all.get(method), method);
        }
    }

    private InProcess() {
    }

    /** The benchmarks of the class whose methods match. */
    static Results run(Class<?> benchmarks, String methods, Map<String, String> parameters,
            int seconds) {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + benchmarks.getName().replace(".", "\\.") + "\\.(" + methods + ")$")
                .forks(1).warmupIterations(2).warmupTime(TimeValue.seconds(seconds))
                .measurementIterations(3).measurementTime(TimeValue.seconds(seconds))
                .addProfiler(CpuTime.class).addProfiler(SocketBytes.class)
                // In place of the options of this JVM, which is to start soon and to stay small.
                .jvmArgs("--enable-native-access=ALL-UNNAMED",
                        // JMH's own use of it, which the JDK would warn of.
                        "--sun-misc-unsafe-memory-access=allow", "-Xmx512m")
                .shouldFailOnError(true).verbosity(VerboseMode.SILENT);
        parameters.forEach(options::param);
        Map<String, Measured> found = new HashMap<>();
        try {
            for (RunResult result : new Runner(options.build()).run()) {
                String name = result.getParams().getBenchmark();
                double nanos = result.getPrimaryResult().getScore()
                        * result.getParams().getTimeUnit().toNanos(1);
                found.put(name.substring(name.lastIndexOf('.') + 1), new Measured(
                        secondary(result, CpuTime.NAME), nanos, secondary(result, SocketBytes.NAME)));
            }
        }
        catch (RunnerException e) {
            throw new IllegalStateException("JMH could not run " + benchmarks.getSimpleName(), e);
        }
        return new Results(found);
    }

    private static double secondary(RunResult result, String name) {
        return Objects.requireNonNull(result.getSecondaryResults().get(name), name).getScore();
    }
}
