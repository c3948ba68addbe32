package dev.sluice.local.engine;

import java.util.List;

/** Serves one component: by child processes, by a container, or by another JVM of this build. */
public interface Engine {

    /** Returns when the component answered a real request. Started again while it runs, nothing happens. */
    void start();

    /** Ends it gracefully; its data stays for the next start. */
    void stop();

    /** Ends it as a crash would. */
    void kill();

    boolean isRunning();

    /**
     * Where it listens on 127.0.0.1, in the order that its {@link Kind} names; the same after every
     * restart.
     */
    List<Integer> ports();
}
