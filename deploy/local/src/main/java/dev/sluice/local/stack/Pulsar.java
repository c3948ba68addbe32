package dev.sluice.local.stack;

import dev.sluice.local.engine.Engine;

/** Pulsar standalone. Topics are created when first used. */
public final class Pulsar extends Component {

    Pulsar(Engine engine) {
        super(engine);
    }

    public String serviceUrl() {
        return "pulsar://" + HOST + ":" + port(0);
    }

    public String adminUrl() {
        return "http://" + HOST + ":" + port(1);
    }
}
