package dev.sluice.local.engine;

import java.util.List;
import java.util.Locale;

/** The components of the stack, with the ports that the local run gives them. */
public enum Kind {

    POSTGRES("PostgreSQL"),
    REDIS("Redis"),
    KAFKA("Kafka"),
    PULSAR("Pulsar");

    private final String title;

    Kind(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    /** As directories and messages spell it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it listens on in the local run; elsewhere as many, in the same order. */
    public List<Integer> localPorts() {
        return switch (this) {
            case POSTGRES -> List.of(15432);
            // Three nodes, of which the first is the master at the very first start, then three Sentinels.
            case REDIS -> List.of(16379, 16380, 16381, 26379, 26380, 26381);
            // Clients, controller.
            case KAFKA -> List.of(19092, 19093);
            // Binary protocol, HTTP, the store within.
            case PULSAR -> List.of(16650, 18080, 16651);
        };
    }
}
