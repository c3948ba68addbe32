package dev.sluice.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One process of this machine, told apart from any later one that is given the same number: a pid and the
 * moment the kernel started it, in clock ticks since boot.
 */
public record ProcessId(long pid, long startTicks) {

    /** The process that has this number now, if there is one. */
    public static Optional<ProcessId> of(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            // The second field is the program's name in parentheses and may hold spaces; the 22nd is the
            // start.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return isOver(fields[0], pid) ? Optional.empty()
                    : Optional.of(new ProcessId(pid, Long.parseLong(fields[19])));
        }
        catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** A zombie is over, but not while other threads than its first still hold its ports. */
    private static boolean isOver(String state, long pid) {
        String[] threads = Path.of("/proc/" + pid + "/task").toFile().list();
        return state.equals("Z") && (threads == null || threads.length <= 1);
    }

    public static ProcessId ofThisJvm() {
        return of(ProcessHandle.current().pid()).orElseThrow();
    }

    public static Optional<ProcessId> parse(String text) {
        String[] parts = text.strip().split("-", -1);
        if (parts.length != 2 || !parts[0].matches("\\d+") || !parts[1].matches("\\d+")) {
            return Optional.empty();
        }
        return Optional.of(new ProcessId(Long.parseLong(parts[0]), Long.parseLong(parts[1])));
    }

    public boolean isAlive() {
        return of(pid).equals(Optional.of(this));
    }

    public Optional<ProcessHandle> handle() {
        return isAlive() ? ProcessHandle.of(pid) : Optional.empty();
    }

    /** As it stands in a pid file: {@code pid-ticks}. */
    @Override
    public String toString() {
        return pid + "-" + startTicks;
    }
}
