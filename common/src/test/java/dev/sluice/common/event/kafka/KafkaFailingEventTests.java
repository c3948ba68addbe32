package dev.sluice.common.event.kafka;

import dev.sluice.common.event.FailingEventContract;

class KafkaFailingEventTests extends FailingEventContract {

    KafkaFailingEventTests() {
        super(new KafkaBroker());
    }
}
