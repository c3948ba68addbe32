package dev.sluice.local.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The memory that everything below a home takes, shared pages counted once: the kernel's proportional set
 * size.
 */
final class Memory {

    private Memory() {
    }

    /** In bytes; absent where this kernel does not tell. */
    static OptionalLong resident(Home home) {
        try {
            long kilobytes = 0;
            for (long pid : processes(home)) {
                kilobytes += proportionalSetSize(pid);
            }
            return OptionalLong.of(kilobytes * 1024);
        }
        catch (IOException untold) {
            return OptionalLong.empty();
        }
    }

    private static Set<Long> processes(Home home) throws IOException {
        return home.pidFiles().stream()
                .flatMap(file -> file.living().stream())
                .flatMap(process -> process.handle().stream())
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .map(ProcessHandle::pid)
                .collect(Collectors.toSet());
    }

    private static long proportionalSetSize(long pid) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        }
        catch (NoSuchFileException ended) {
            return 0;
        }
    }
}
