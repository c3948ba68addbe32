package dev.sluice.common.event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** One service on a broker, for all tests of a contract. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class BrokerContract {

    /**
     * By the hash of either broker these are in different partitions of two, so neither waits for the
     * other.
     */
    static final String A_KEY = "a";
    static final String ANOTHER_KEY = "d";

    static final Duration PATIENCE = Duration.ofSeconds(60);

    final TestBroker broker;
    EventApplication application;
    EventBus bus;
    private final String topic = "contract." + UUID.randomUUID();

    BrokerContract(TestBroker broker) {
        this.broker = broker;
    }

    @BeforeAll
    final void start() {
        application = EventApplication.start(settings());
        bus = application.bus();
    }

    @AfterAll
    final void stop() {
        application.close();
    }

    final List<String> settings() {
        List<String> settings = new ArrayList<>(broker.settings());
        settings.addAll(List.of("sluice.events.partitions=2", "sluice.events.retry.attempts=4",
                "sluice.events.retry.backoff=40ms", "sluice.events.retry.max-backoff=1s"));
        return settings;
    }

    final String topic(String test) {
        return topic + "." + test;
    }

    final double count(String meter, String name) {
        return application.bean(MeterRegistry.class).find(meter).tag("topic", name).counters().stream()
                .mapToDouble(each -> each.count()).sum();
    }
}
