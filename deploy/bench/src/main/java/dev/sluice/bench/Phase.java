package dev.sluice.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * What a phase of load came to.
 *
 * @param cpuNanos of the service's process
 * @param compilerNanos of CPU, which the service's own compiler took of that
 * @param bareNanos of CPU, for what the load computed itself to compare with
 * @param p50 in milliseconds, as p99
 * @param answers by status; 0 where none came
 */
record Phase(String call, long nanos, long cpuNanos, long compilerNanos, long bareNanos, int p50, int p99,
        Map<Integer, Integer> answers) {

    /** From a line that the load wrote. */
    static Phase parse(String line) {
        String[] parts = line.split(" ", -1);
        Map<Integer, Integer> answers = new TreeMap<>();
        Arrays.stream(parts).skip(7).map(count -> count.split("=", -1))
                .forEach(count -> answers.put(Integer.valueOf(count[0]), Integer.valueOf(count[1])));
        return new Phase(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]),
                Long.parseLong(parts[3]), Long.parseLong(parts[4]), Integer.parseInt(parts[5]),
                Integer.parseInt(parts[6]), answers);
    }

    int all() {
        return answers.values().stream().mapToInt(Integer::intValue).sum();
    }

    int with(int... statuses) {
        return Arrays.stream(statuses).map(status -> answers.getOrDefault(status, 0)).sum();
    }

    /** A figure means something only where the service did what was asked. */
    Phase expectAll(int status) {
        if (with(status) != all() || all() == 0) {
            throw new IllegalStateException(call + " was not answered with " + status + " alone: " + answers);
        }
        return this;
    }

    double perSecond() {
        return all() * 1e9 / nanos;
    }

    double cpuMicros() {
        return cpuNanos / 1e3 / all();
    }

    double compilerMicros() {
        return compilerNanos / 1e3 / all();
    }

    double bareMicros() {
        return bareNanos / 1e3 / all();
    }

    /** Over several phases of the same call. */
    static double mean(List<Phase> phases, String call, ToDoubleFunction<Phase> figure) {
        return phases.stream().filter(phase -> phase.call.equals(call)).mapToDouble(figure).average()
                .orElseThrow();
    }
}
