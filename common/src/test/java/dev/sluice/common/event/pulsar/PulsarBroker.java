package dev.sluice.common.event.pulsar;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import org.apache.pulsar.client.api.Consumer;
import org.apache.pulsar.client.api.HashingScheme;
import org.apache.pulsar.client.api.Message;
import org.apache.pulsar.client.api.Producer;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.SubscriptionInitialPosition;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.common.event.TestBroker;
import dev.sluice.local.stack.Pulsar;
import dev.sluice.local.stack.Stack;

import static org.assertj.core.api.Assertions.assertThat;

/** Pulsar as the stack of the tests has it. */
final class PulsarBroker implements TestBroker {

    private final Pulsar pulsar = Stack.shared().pulsar();

    @Override
    public List<String> settings() {
        return List.of("sluice.events.broker=pulsar", "sluice.events.pulsar.service-url="
                + pulsar.serviceUrl(),
                "sluice.events.pulsar.admin-url=" + pulsar.adminUrl());
    }

    @Override
    public List<String> nothing() {
        return List.of("sluice.events.pulsar.service-url=pulsar://127.0.0.1:1",
                "sluice.events.pulsar.admin-url=http://127.0.0.1:1");
    }

    @Override
    public void putRaw(String topic, String key, byte[] body, Map<String,
            String> headers) throws IOException {
        try (PulsarClient client = PulsarClient.builder().serviceUrl(pulsar.serviceUrl()).build();
                Producer<byte[]> producer = client.newProducer().topic(topic)
                        .hashingScheme(HashingScheme.Murmur3_32Hash).create()) {
            producer.newMessage().key(key).value(body).properties(headers).send();
        }
    }

    @Override
    public Letter first(String topic) throws IOException {
        try (PulsarClient client = PulsarClient.builder().serviceUrl(pulsar.serviceUrl()).build();
                Consumer<byte[]> consumer = client.newConsumer().topic(topic)
                        .subscriptionInitialPosition(SubscriptionInitialPosition.Earliest)
                        .subscriptionName(UUID.randomUUID().toString()).subscribe()) {
            Message<byte[]> message = consumer.receive(60, TimeUnit.SECONDS);
            assertThat(message).as("the first message of " + topic).isNotNull();
            return new Letter(message.getKey(), new String(message.getData(), StandardCharsets.UTF_8),
                    message.getProperties());
        }
    }

    /** Everything put into the topic that is not in the group's backlog. */
    @Override
    public long acknowledged(String topic, String group) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            JsonNode stats = JsonMapper.shared().readTree(http.send(HttpRequest.newBuilder(URI.create(
                    pulsar.adminUrl() + "/admin/v2/persistent/public/default/" + topic
                            + "/partitioned-stats?getPreciseBacklog=true")).build(),
                                    BodyHandlers.ofString()).body());
            return stats.path("msgInCounter").asLong()
                    - stats.path("subscriptions").path(group).path("msgBacklog").asLong();
        }
    }
}
