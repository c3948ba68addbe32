package dev.sluice.local.stack;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.pulsar.client.api.MessageId;
import org.apache.pulsar.client.api.Producer;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.PulsarClientException;
import org.apache.pulsar.client.api.Reader;
import org.apache.pulsar.client.api.Schema;

import dev.sluice.local.engine.Kind;

/** One sentence, written to components of a stack and read back. */
final class Notes {

    private static final String NAME = "notes";
    private final Stack stack;

    Notes(Stack stack) {
        this.stack = stack;
    }

    void write(String text, Set<Kind> components) throws Exception {
        for (Kind component : components) {
            switch (component) {
                case POSTGRES -> postgres(text);
                case REDIS -> redis("SET " + NAME + " \"" + text + "\"");
                case KAFKA -> kafka(text);
                case PULSAR -> pulsar(text);
            }
        }
    }

    /** What each of them holds. */
    List<String> read(Set<Kind> components) throws Exception {
        List<String> texts = new ArrayList<>();
        for (Kind component : components) {
            texts.add(switch (component) {
                case POSTGRES -> fromPostgres();
                case REDIS -> fromRedis();
                case KAFKA -> fromKafka();
                case PULSAR -> fromPulsar();
            });
        }
        return texts;
    }

    private void postgres(String text) throws SQLException {
        try (Connection connection = stack.postgres().connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("create table notes as select '" + text + "' as text");
        }
    }

    private void pulsar(String text) throws IOException {
        try (PulsarClient client = pulsar();
                Producer<String> producer = client.newProducer(Schema.STRING).topic(NAME).create()) {
            producer.send(text);
        }
    }

    private String fromPostgres() throws SQLException {
        try (Connection connection = stack.postgres().connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select text from notes")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private void kafka(String text) throws InterruptedException, ExecutionException,
            TimeoutException {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.kafka().bootstrapServers(), "acks", "all"),
                new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(NAME, 0, null, text)).get(30, TimeUnit.SECONDS);
        }
    }

    private String fromKafka() {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", stack.kafka().bootstrapServers()),
                new StringDeserializer(), new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(NAME, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            ConsumerRecords<String, String> records = ConsumerRecords.empty();
            for (int tries = 0; records.isEmpty() && tries < 30; tries++) {
                records = consumer.poll(Duration.ofSeconds(1));
            }
            return records.iterator().next().value();
        }
    }

    private String fromPulsar() throws IOException {
        try (PulsarClient client = pulsar();
                Reader<String> reader = client.newReader(Schema.STRING)
                        .topic(NAME).startMessageId(MessageId.earliest).create()) {
            return reader.readNext(30, TimeUnit.SECONDS).getValue();
        }
    }

    private PulsarClient pulsar() throws PulsarClientException {
        return PulsarClient.builder().serviceUrl(stack.pulsar().serviceUrl()).build();
    }

    private String fromRedis() throws IOException {
        String reply = redis("GET " + NAME);
        return reply.split("\r\n", -1)[1];
    }

    /** The first node is the master as long as no failover was. */
    private String redis(String command) throws IOException {
        String[] address = stack.redis().nodes().getFirst().split(":", -1);
        try (Socket socket = new Socket(address[0], Integer.parseInt(address[1]))) {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
            byte[] reply = new byte[200];
            int length = socket.getInputStream().read(reply);
            return new String(reply, 0, length, StandardCharsets.UTF_8);
        }
    }
}
