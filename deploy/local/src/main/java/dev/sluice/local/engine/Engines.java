package dev.sluice.local.engine;

import java.nio.file.Path;

import dev.sluice.local.process.ServerFailed;

/** Chooses what serves a component. */
public final class Engines {

    /** What an embedded PostgreSQL's superuser is called, and its password. */
    public static final String POSTGRES_USER = EmbeddedPostgres.USER;
    public static final String POSTGRES_PASSWORD = EmbeddedPostgres.PASSWORD;
    /** The name under which the Sentinels know the master. */
    public static final String REDIS_MASTER_NAME = EmbeddedRedis.MASTER_NAME;

    private Engines() {}

    /**
     * Child processes below {@code directory}, on ports of their own that the directory remembers; with
     * {@code -Dsluice.stack=docker} containers, which end with this JVM and remember nothing.
     */
    public static Engine onFreePorts(Kind kind, Path directory, Durability durability) {
        return switch (System.getProperty("sluice.stack", "embedded")) {
            case "embedded" -> embedded(kind, directory, durability, false);
            case "docker" -> new Container(kind, durability);
            default -> throw new ServerFailed("sluice.stack is embedded or docker, not "
                    + System.getProperty("sluice.stack"));
        };
    }

    /** Child processes below {@code directory}, on the ports of the local run. */
    public static Engine onLocalPorts(Kind kind, Path directory) {
        return embedded(kind, directory, Durability.CRASH_SAFE, true);
    }

    /** Unpacked, for whoever starts servers of their own. */
    public static Path redisProgram() {
        return Binaries.redis();
    }

    private static Engine embedded(Kind kind, Path directory, Durability durability, boolean localPorts) {
        Recipe recipe = switch (kind) {
            case POSTGRES -> new EmbeddedPostgres(durability);
            case REDIS -> new EmbeddedRedis(durability);
            case KAFKA -> new EmbeddedKafka(ClassPath.of("kafka"));
            case PULSAR -> new EmbeddedPulsar(ClassPath.of("pulsar"), localPorts);
        };
        return new Embedded(kind, directory.resolve(kind.id()), recipe, localPorts);
    }
}
