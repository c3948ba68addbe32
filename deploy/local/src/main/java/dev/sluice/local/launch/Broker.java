package dev.sluice.local.launch;

import java.util.Locale;

import dev.sluice.local.engine.Kind;
import dev.sluice.local.stack.Component;
import dev.sluice.local.stack.Stack;

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

    /** The broker that this stack has, which starts when it is first asked for. */
    public Component in(Stack stack) {
        return switch (this) {
            case KAFKA -> stack.kafka();
            case PULSAR -> stack.pulsar();
        };
    }

    /** As {@code --broker} and {@code sluice.events.broker} spell it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
