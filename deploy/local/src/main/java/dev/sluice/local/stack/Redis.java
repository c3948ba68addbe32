package dev.sluice.local.stack;

import java.nio.file.Path;
import java.util.List;

import dev.sluice.local.engine.Engine;
import dev.sluice.local.engine.Engines;

/** Redis with one master, two replicas and three Sentinels, which choose another master when it dies. */
public final class Redis extends Component {

    private static final int NODES = 3;

    Redis(Engine engine) {
        super(engine);
    }

    /** The name to ask the Sentinels for. */
    public String masterName() {
        return Engines.REDIS_MASTER_NAME;
    }

    /** {@code host:port} of each Sentinel. */
    public List<String> sentinels() {
        return List.of(address(NODES), address(NODES + 1), address(NODES + 2));
    }

    /** {@code host:port} of the three nodes; the first was the master at the very first start. */
    public List<String> nodes() {
        return List.of(address(0), address(1), address(2));
    }

    /** The program that is Redis and Sentinel, for servers that a test sets up as no stack has them. */
    public static Path program() {
        return Engines.redisProgram();
    }

    private String address(int index) {
        return HOST + ":" + port(index);
    }
}
