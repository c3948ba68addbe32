package dev.sluice.common.event.pulsar;

import dev.sluice.common.event.FailingEventContract;

class PulsarFailingEventTests extends FailingEventContract {

    PulsarFailingEventTests() {
        super(new PulsarBroker());
    }
}
