package dev.sluice.local.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * One server as a child process, with a home directory, a pid file and a log. Where an earlier run left one
 * behind in the same home, that one is ended before a new one starts. It can be stopped from another JVM
 * than started it.
 */
public final class Server {

    private final String name;
    private final Path home;
    private final Launch launch;
    private final PidFile pidFile;
    private volatile @Nullable Process child;

    public Server(String name, Path home, Launch launch) {
        this.name = name;
        this.home = home.toAbsolutePath().normalize();
        this.launch = launch;
        this.pidFile = new PidFile(this.home.resolve("pid"));
    }

    public String name() {
        return name;
    }

    public Path log() {
        return launch.log() == null ? home.resolve("log") : launch.log();
    }

    /** The running process, whoever started it. */
    public Optional<ProcessId> process() {
        return pidFile.living();
    }

    public boolean isRunning() {
        return process().isPresent();
    }

    /**
     * Returns when the server answered a request.
     *
     * @throws ServerFailed with one sentence that says why not and names the log; nothing is left running
     * then
     */
    public synchronized void start() {
        endLeftover();
        launch.ports().stream().filter(port -> !LoopbackPorts.isFree(port)).findFirst().ifPresent(port -> {
            throw failed("port " + port + " on 127.0.0.1 is in use by another program", null);
        });
        try {
            Process started = spawn();
            child = started;
            awaitReady(started);
        }
        catch (IOException e) {
            kill();
            throw failed("its process could not be created (" + e.getMessage() + ")", e);
        }
        catch (RuntimeException e) {
            kill();
            throw e;
        }
    }

    /** Asks the server to end and waits until it has; kills it when it does not listen. */
    public synchronized void stop() {
        process().ifPresent(running -> Ending.gracefully(running, launch.stopSignal(), launch.patience()));
        forget();
    }

    /** Ends the server as a crash would, with SIGKILL; a start that waits for it fails then. */
    public void kill() {
        process().ifPresent(Ending::atOnce);
        forget();
    }

    private void endLeftover() {
        process().ifPresent(orphan -> Ending.gracefully(orphan, launch.stopSignal(), launch.patience()));
        forget();
    }

    private void forget() {
        Process ended = child;
        if (ended != null) {
            ended.onExit().completeOnTimeout(ended, 10, TimeUnit.SECONDS).join();
        }
        child = null;
        pidFile.delete();
    }

    private Process spawn() throws IOException {
        Files.createDirectories(home);
        keepPreviousLog();
        ProcessBuilder builder = new ProcessBuilder(launch.command())
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(log().toFile());
        builder.environment().putAll(launch.environment());
        Process started = builder.start();
        Optional<ProcessId> id = ProcessId.of(started.pid());
        if (id.isPresent()) {
            remember(id.get());
        }
        return started;
    }

    /** A log tells of one run. That of the run before is kept beside it; older ones do not pile up. */
    private void keepPreviousLog() throws IOException {
        Path log = log();
        if (Files.exists(log)) {
            Path previous = log.resolveSibling(log.getFileName() + ".1");
            Files.move(log, previous, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void remember(ProcessId started) throws IOException {
        try {
            pidFile.write(started);
        }
        catch (IOException e) {
            // Whoever ends servers finds them by this file: what is not in it would stay for ever.
            Ending.atOnce(started);
            throw e;
        }
    }

    private void awaitReady(Process started) {
        long until = System.nanoTime() + launch.patience().toNanos();
        while (true) {
            try {
                if (!launch.ports().isEmpty()) {
                    // The cheapest question first: it is asked many times a second.
                    LoopbackPorts.connect(launch.ports().getFirst());
                }
                launch.readiness().check();
                return;
            }
            catch (Exception notYet) {
                if (!started.isAlive()) {
                    throw failed("it ended with exit code " + started.exitValue()
                            + " before it was ready", notYet);
                }
                if (System.nanoTime() > until) {
                    throw failed("it was not ready after " + launch.patience().toSeconds() + " s", notYet);
                }
            }
            Ending.pause();
        }
    }

    private ServerFailed failed(String reason, @Nullable Exception cause) {
        String sentence = name + " did not start: " + Disk.reason(home, reason) + "; see " + log();
        return cause == null ? new ServerFailed(sentence) : new ServerFailed(sentence, cause);
    }
}
