package dev.sluice.local.stack;

import dev.sluice.local.engine.Engine;

/** One Kafka node in KRaft mode. Topics are created when first used. */
public final class Kafka extends Component {

    Kafka(Engine engine) {
        super(engine);
    }

    public String bootstrapServers() {
        return HOST + ":" + port(0);
    }
}
