package dev.sluice.bench.load;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** What was answered in one phase, and the CPU time that the service took for it. */
final class Tally {

    /** Instead of a status where none came. */
    static final int NO_ANSWER = 0;

    private static final int LONGEST_MILLIS = 60_000;

    private final Phase phase;
    private final ServiceProcess service;
    private final Map<Integer, Integer> statuses = new TreeMap<>();
    private final int[] byMillis = new int[LONGEST_MILLIS + 1];
    private int begun;
    private int over;
    private long began;
    private Duration cpuBefore = Duration.ZERO;
    private Duration cpu = Duration.ZERO;
    private Duration compilerBefore = Duration.ZERO;
    private Duration compiler = Duration.ZERO;
    private Duration took = Duration.ZERO;
    private Duration bare = Duration.ZERO;

    /** @param service the id of its process */
    Tally(Phase phase, long service) {
        this.phase = phase;
        this.service = new ServiceProcess(service);
    }

    synchronized void userBegins() {
        if (begun++ == 0) {
            cpuBefore = service.cpu();
            compilerBefore = service.cpuOfCompiler();
            began = System.nanoTime();
        }
    }

    synchronized void userEnds() {
        if (++over == phase.allUsers()) {
            took = Duration.ofNanos(System.nanoTime() - began);
            cpu = service.cpu().minus(cpuBefore);
            compiler = service.cpuOfCompiler().minus(compilerBefore);
        }
    }

    synchronized void add(int status, int millis) {
        statuses.merge(status, 1, Integer::sum);
        byMillis[Math.min(millis, LONGEST_MILLIS)]++;
    }

    /** What the load computed itself between two calls, to compare with. */
    synchronized void addBare(Duration cpuOfLoad) {
        bare = bare.plus(cpuOfLoad);
    }

    /** The least time that this share of the answers did not exceed. */
    private int percentile(int percent) {
        long all = statuses.values().stream().mapToLong(Integer::intValue).sum();
        long within = 0;
        for (int millis = 0; millis < byMillis.length; millis++) {
            within += byMillis[millis];
            if (within * 100 >= all * percent) {
                return millis;
            }
        }
        return LONGEST_MILLIS;
    }

    /**
     * Call, nanoseconds, CPU nanoseconds of the service, of its compiler and of what was compared with it,
     * 50th and 99th percentile, and how many had which status.
     */
    @Override
    public synchronized String toString() {
        StringBuilder line = new StringBuilder(phase.call().name()).append(' ').append(took.toNanos())
                .append(' ').append(cpu.toNanos()).append(' ').append(compiler.toNanos())
                .append(' ').append(bare.toNanos())
                .append(' ').append(percentile(50)).append(' ').append(percentile(99));
        statuses.forEach((status, count) -> line.append(' ').append(status).append('=').append(count));
        return line.toString();
    }
}
