package dev.sluice.local.launch;

import java.nio.file.Path;

/** The five services: what their module, their database and their port in the local run are. */
public enum Service {

    AUTH("auth-service", "auth", 8081),
    APPROVAL("approval-service", "approval", 8082),
    INGEST("ingest-service", "ingest", 8083),
    FLAG("flag-service", "flag", 8084),
    CATALOG("catalog-sync", "catalog", 8085);

    private final String module;
    private final String database;
    private final int localPort;

    Service(String module, String database, int localPort) {
        this.module = module;
        this.database = database;
        this.localPort = localPort;
    }

    String module() {
        return module;
    }

    /** The database and the role that owns it. */
    String database() {
        return database;
    }

    int localPort() {
        return localPort;
    }

    Path jar(Path checkout) {
        return checkout.resolve(module).resolve("target").resolve(module + ".jar");
    }
}
