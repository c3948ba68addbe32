package dev.sluice.common.event.pulsar;

import dev.sluice.common.event.EventBusContract;

class PulsarEventBusTests extends EventBusContract {

    PulsarEventBusTests() {
        super(new PulsarBroker());
    }
}
