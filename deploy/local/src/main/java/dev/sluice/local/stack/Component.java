package dev.sluice.local.stack;

import dev.sluice.local.engine.Engine;

/**
 * One component of a stack. In a stack of its own a test may stop, kill and start it; its address stays the
 * same.
 */
public abstract sealed class Component permits Postgres, Redis, Kafka, Pulsar {

    static final String HOST = "127.0.0.1";

    private final Engine engine;

    Component(Engine engine) {
        this.engine = engine;
    }

    /** Returns when it answered a real request; nothing happens while it runs. */
    public void start() {
        engine.start();
    }

    /** Ends it gracefully; its data is there after the next start. */
    public void stop() {
        engine.stop();
    }

    /** Ends it with SIGKILL, as a crash would. */
    public void kill() {
        engine.kill();
    }

    public boolean isRunning() {
        return engine.isRunning();
    }

    int port(int index) {
        return engine.ports().get(index);
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + " " + HOST + ":" + port(0);
    }
}
