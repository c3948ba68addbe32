package dev.sluice.ingest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.apache.pulsar.client.api.Consumer;
import org.apache.pulsar.client.api.Message;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.PulsarClientException;
import org.apache.pulsar.client.api.Schema;
import org.apache.pulsar.client.api.SubscriptionInitialPosition;

import dev.sluice.local.engine.Kind;
import dev.sluice.local.stack.Component;
import dev.sluice.local.stack.Stack;

import static org.awaitility.Awaitility.await;

class PulsarCrashTests extends CrashContract {

    private static final String DOCUMENTS = "persistent://public/default/sluice.documents";

    @Override
    Kind kind() {
        return Kind.PULSAR;
    }

    @Override
    Component broker(Stack stack) {
        return stack.pulsar();
    }

    @Override
    Map<String, String> settings(Stack stack) {
        return Map.of("sluice.events.broker", "pulsar",
                "sluice.events.pulsar.service-url", stack.pulsar().serviceUrl(),
                "sluice.events.pulsar.admin-url", stack.pulsar().adminUrl());
    }

    /** A subscription from the start: Pulsar drops what nobody subscribed to. */
    @Override
    Topic topic(Stack stack) throws PulsarClientException {
        PulsarClient client = PulsarClient.builder().serviceUrl(stack.pulsar().serviceUrl()).build();
        await().atMost(LONG).ignoreExceptions()
                .until(() -> client.getPartitionsForTopic(DOCUMENTS, false).get().size() > 1);
        Consumer<byte[]> consumer = client.newConsumer(Schema.BYTES).topic(DOCUMENTS)
                .subscriptionName("crash-tests")
                .subscriptionInitialPosition(SubscriptionInitialPosition.Earliest).subscribe();
        return new Topic() {
            @Override
            List<String> next() throws PulsarClientException {
                List<String> bodies = new ArrayList<>();
                Message<byte[]> message = consumer.receive(500, TimeUnit.MILLISECONDS);
                if (message != null) {
                    bodies.add(new String(message.getData(), StandardCharsets.UTF_8));
                    consumer.acknowledge(message);
                }
                return bodies;
            }

            @Override
            public void close() throws PulsarClientException {
                client.close();
            }
        };
    }
}
