package dev.sluice.local.stack;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

import dev.sluice.local.engine.Durability;
import dev.sluice.local.engine.Engine;
import dev.sluice.local.engine.Engines;
import dev.sluice.local.engine.Kind;
import dev.sluice.local.process.Parallel;

/**
 * PostgreSQL, Redis, Kafka and Pulsar on this machine. A component starts when it is first asked for; from
 * then on it is its user's to stop, kill and start.
 */
public final class Stack implements AutoCloseable {

    private final Map<Kind, Engine> engines = new EnumMap<>(Kind.class);
    private final Set<Kind> asked = EnumSet.noneOf(Kind.class);
    private final boolean ours;

    private Stack(Function<Kind, Engine> engine, boolean ours) {
        for (Kind kind : Kind.values()) {
            engines.put(kind, new OnDemand(() -> engine.apply(kind)));
        }
        this.ours = ours;
    }

    /**
     * The stack of this build, the same for every test JVM of it. It outlives them, ends with the build,
     * and is nobody's to stop: keep your things apart by names of your own.
     */
    public static Stack shared() {
        return Shared.STACK;
    }

    /**
     * A private stack for tests that crash components; its data in {@code directory} survives kill -9, and
     * a later stack in the same directory continues with it.
     */
    public static Stack fresh(Path directory) {
        return new Stack(kind -> Engines.onFreePorts(kind, directory, Durability.CRASH_SAFE), true);
    }

    /** The stack of the local run, on its well-known ports. */
    public static Stack local(Path directory) {
        return new Stack(kind -> Engines.onLocalPorts(kind, directory), true);
    }

    /** As {@link #fresh}, but fast and with nothing to survive. */
    static Stack throwaway(Path directory) {
        return new Stack(kind -> Engines.onFreePorts(kind, directory, Durability.THROWAWAY), true);
    }

    public Postgres postgres() {
        return new Postgres(started(Kind.POSTGRES));
    }

    public Redis redis() {
        return new Redis(started(Kind.REDIS));
    }

    public Kafka kafka() {
        return new Kafka(started(Kind.KAFKA));
    }

    public Pulsar pulsar() {
        return new Pulsar(started(Kind.PULSAR));
    }

    /** Starts several at the same time; what did start when another could not is left to {@link #close}. */
    public void start(Set<Kind> kinds) {
        Parallel.forEach(kinds, this::started);
    }

    /** Ends these whoever started them, all at the same time; nothing happens to what does not run. */
    public void stop(Set<Kind> kinds) {
        Parallel.forEach(kinds, kind -> engine(kind).stop());
    }

    /** Ends what this stack started, all at the same time; the shared stack is left alone. */
    @Override
    public void close() {
        if (ours) {
            Parallel.forEach(asked(), kind -> engine(kind).stop());
        }
    }

    /** Ends everything as a crash would. */
    void kill() {
        Parallel.forEach(asked(), kind -> engine(kind).kill());
    }

    private Set<Kind> asked() {
        synchronized (asked) {
            return EnumSet.copyOf(asked);
        }
    }

    List<Integer> ports(Kind kind) {
        return started(kind).ports();
    }

    private Engine started(Kind kind) {
        Engine engine = engine(kind);
        synchronized (engine) {
            boolean first;
            synchronized (asked) {
                first = asked.add(kind);
            }
            if (first) {
                try {
                    engine.start();
                }
                catch (RuntimeException e) {
                    synchronized (asked) {
                        asked.remove(kind);
                    }
                    throw e;
                }
            }
        }
        return engine;
    }

    private Engine engine(Kind kind) {
        return Objects.requireNonNull(engines.get(kind));
    }

    private static final class Shared {

        static final Stack STACK = new Stack(new KeeperDoor(Owner.ofThisBuild())::engine, false);
    }
}
