package dev.sluice.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** The service's process, by what the kernel counts of it. */
final class ServiceProcess {

    /** As Linux shows the names of threads, 15 characters of them. */
    private static final String COMPILER = "[(]C[12] CompilerThre[)]";
    /** Linux counts in these, whatever its clock does. */
    private static final long TICK_MILLIS = 10;
    /** After the name, which may have spaces. */
    private static final int USER_TICKS = 11;

    private final long pid;

    ServiceProcess(long pid) {
        this.pid = pid;
    }

    /** CPU time of all its threads so far. */
    Duration cpu() {
        return ProcessHandle.of(pid).flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow(() -> new IllegalStateException("The service is gone"));
    }

    /** Of those that are its compiler; nothing where that is not Linux. */
    Duration cpuOfCompiler() {
        Path threads = Path.of("/proc", Long.toString(pid), "task");
        if (!Files.isDirectory(threads)) {
            return Duration.ZERO;
        }
        try (Stream<Path> all = Files.list(threads)) {
            return Duration.ofMillis(TICK_MILLIS * all.mapToLong(ServiceProcess::ticksOfCompiler).sum());
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long ticksOfCompiler(Path thread) {
        try {
            String line = Files.readString(thread.resolve("stat"));
            int end = line.lastIndexOf(')') + 1;
            if (!line.substring(line.indexOf('('), end).matches(COMPILER)) {
                return 0;
            }
            String[] counts = line.substring(end).strip().split(" ");
            return Long.parseLong(counts[USER_TICKS]) + Long.parseLong(counts[USER_TICKS + 1]);
        }
        catch (NoSuchFileException ended) {
            return 0;
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
