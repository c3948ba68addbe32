package dev.sluice.local.stack;

import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.sluice.local.engine.Engine;

/** An engine that is made when it is first used: nobody needs Pulsar's jars who asks for PostgreSQL only. */
final class OnDemand implements Engine {

    private final Supplier<Engine> making;
    private @Nullable Engine made;

    OnDemand(Supplier<Engine> making) {
        this.making = making;
    }

    @Override
    public void start() {
        made().start();
    }

    @Override
    public void stop() {
        made().stop();
    }

    @Override
    public void kill() {
        made().kill();
    }

    @Override
    public boolean isRunning() {
        return made().isRunning();
    }

    @Override
    public List<Integer> ports() {
        return made().ports();
    }

    private synchronized Engine made() {
        if (made == null) {
            made = making.get();
        }
        return made;
    }
}
