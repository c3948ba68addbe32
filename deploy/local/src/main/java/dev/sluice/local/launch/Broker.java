package dev.sluice.local.launch;

import java.util.Locale;

import dev.sluice.local.engine.Kind;

/** The broker that carries the platform's events. */
public enum Broker {

    KAFKA(Kind.KAFKA),
    PULSAR(Kind.PULSAR);

    private final Kind kind;

    Broker(Kind kind) {
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    /** As {@code --broker} and {@code sluice.events.broker} spell it. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
