package dev.sluice.common.event.kafka;

import dev.sluice.common.event.EventBusContract;

class KafkaEventBusTests extends EventBusContract {

    KafkaEventBusTests() {
        super(new KafkaBroker());
    }
}
