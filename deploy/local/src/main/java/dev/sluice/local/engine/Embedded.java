package dev.sluice.local.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.sluice.local.process.Disk;
import dev.sluice.local.process.LoopbackPorts;
import dev.sluice.local.process.Parallel;
import dev.sluice.local.process.Server;
import dev.sluice.local.process.ServerFailed;

/**
 * A component as child processes below one home directory. Those of an earlier JVM can be stopped; a start
 * ends them and begins anew, because nobody knows what state they are in.
 */
final class Embedded implements Engine {

    private final Kind kind;
    private final Path home;
    private final Recipe recipe;
    private final boolean localPorts;
    private final Object lock = new Object();
    private boolean startedHere;
    private @Nullable List<Integer> ports;
    private @Nullable List<List<Server>> stages;

    Embedded(Kind kind, Path home, Recipe recipe, boolean localPorts) {
        this.kind = kind;
        this.home = home.toAbsolutePath().normalize();
        this.recipe = recipe;
        this.localPorts = localPorts;
    }

    @Override
    public synchronized void start() {
        if (startedHere && isRunning()) {
            return;
        }
        // What an earlier run left of a later stage would talk to the new servers: all of it ends first.
        stop();
        try {
            Files.createDirectories(home);
            recipe.prepare(home, ports());
        }
        catch (IOException e) {
            throw new ServerFailed(kind.title() + " did not start: "
                    + Disk.reason(home, "its directory could not be prepared (" + e + ")")
                    + "; see " + home, e);
        }
        try {
            stages().forEach(stage -> Parallel.forEach(stage, Server::start));
            startedHere = true;
        }
        catch (RuntimeException e) {
            kill();
            throw e;
        }
    }

    @Override
    public synchronized void stop() {
        stages().reversed().forEach(stage -> Parallel.forEach(stage, Server::stop));
    }

    @Override
    public void kill() {
        Parallel.forEach(stages().stream().flatMap(List::stream).toList(), Server::kill);
    }

    @Override
    public boolean isRunning() {
        return Files.isDirectory(home) && stages().stream().flatMap(List::stream).allMatch(Server::isRunning);
    }

    @Override
    public List<Integer> ports() {
        synchronized (lock) {
            if (ports == null) {
                ports = localPorts ? kind.localPorts() : remembered();
            }
            return ports;
        }
    }

    private List<List<Server>> stages() {
        synchronized (lock) {
            if (stages == null) {
                stages = recipe.stages(home, ports());
            }
            return stages;
        }
    }

    /** Servers of one group know each other by port, so a home keeps the ports it was first given. */
    private List<Integer> remembered() {
        Path file = home.resolve("ports");
        try {
            if (Files.exists(file)) {
                String[] known = Files.readString(file).strip().split(" ", -1);
                return Arrays.stream(known).map(Integer::valueOf).toList();
            }
            List<Integer> free = LoopbackPorts.free(kind.localPorts().size());
            Files.createDirectories(home);
            Files.writeString(file, free.stream().map(String::valueOf).collect(Collectors.joining(" ")));
            return free;
        }
        catch (IOException e) {
            throw new ServerFailed(
                    kind.title() + " could not be given ports in " + home + ": " + e.getMessage(), e);
        }
    }
}
