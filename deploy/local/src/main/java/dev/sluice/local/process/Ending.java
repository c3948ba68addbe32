package dev.sluice.local.process;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Ends processes, children or not: asks first, and takes what did not listen with everything below it. */
public final class Ending {

    private static final Duration AFTER_KILL = Duration.ofSeconds(10);

    private Ending() {}

    /** Sends the signal ({@code TERM}, {@code INT}) and waits; what is left after the patience is killed. */
    public static void gracefully(ProcessId process, String signal, Duration patience) {
        List<ProcessId> tree = tree(process);
        send(signal, process);
        if (!gone(tree, patience)) {
            kill(tree);
        }
    }

    /** SIGKILL for the process and all below it, as a crash would end them; returns when they are gone. */
    public static void atOnce(ProcessId process) {
        kill(tree(process));
    }

    /** Waits until none of them lives. */
    public static boolean gone(List<ProcessId> processes, Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        while (processes.stream().anyMatch(ProcessId::isAlive)) {
            if (System.nanoTime() > until) {
                return false;
            }
            pause();
        }
        return true;
    }

    private static List<ProcessId> tree(ProcessId root) {
        return root.handle().stream()
                .flatMap(handle -> Stream.concat(Stream.of(handle), handle.descendants()))
                .flatMap(handle -> ProcessId.of(handle.pid()).stream())
                .toList();
    }

    private static void kill(List<ProcessId> tree) {
        tree.forEach(process -> process.handle().ifPresent(ProcessHandle::destroyForcibly));
        gone(tree, AFTER_KILL);
    }

    private static void send(String signal, ProcessId process) {
        if (!process.isAlive()) {
            return;
        }
        try {
            // Java itself sends TERM and KILL only; the shell's own kill needs no program that may be absent.
            new ProcessBuilder("sh", "-c", "kill -s " + signal + " " + process.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor(5, TimeUnit.SECONDS);
        }
        catch (IOException e) {
            process.handle().ifPresent(ProcessHandle::destroy);
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static void pause() {
        try {
            Thread.sleep(50);
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerFailed("The wait for a process was interrupted.", e);
        }
    }
}
