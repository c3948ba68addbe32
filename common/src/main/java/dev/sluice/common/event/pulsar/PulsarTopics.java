package dev.sluice.common.event.pulsar;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The topics this process needs: created once if they are missing, left as they are otherwise. */
final class PulsarTopics implements AutoCloseable {

    private static final int EXISTS = 409;

    private final HttpClient http;
    private final PulsarEventProperties properties;
    private final int partitions;
    private final Duration patience;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    PulsarTopics(PulsarEventProperties properties, int partitions, Duration patience) {
        this.http = HttpClient.newBuilder().connectTimeout(patience).build();
        this.properties = properties;
        this.partitions = partitions;
        this.patience = patience;
    }

    /** The full name of a topic. */
    String url(String topic) {
        return "persistent://" + properties.namespace() + "/" + topic;
    }

    /** Returns when the topic is there, with as many partitions as configured if it was missing. */
    void ensure(String topic) throws IOException, InterruptedException {
        if (properties.adminUrl().isEmpty() || known.contains(topic)) {
            return;
        }
        put(topic + "/partitions", Integer.toString(partitions));
        known.add(topic);
    }

    /**
     * A subscription keeps dead letters until somebody takes them: Pulsar drops what nobody subscribed to.
     */
    void ensureKept(String topic) throws IOException, InterruptedException {
        ensure(topic);
        if (properties.adminUrl().isEmpty() || known.contains(topic + "/kept")) {
            return;
        }
        put(topic + "/subscription/dead-letters", "\"earliest\"");
        known.add(topic + "/kept");
    }

    private void put(String path, String body) throws IOException, InterruptedException {
        URI uri = URI.create(properties.adminUrl() + "/admin/v2/persistent/" + properties.namespace() + "/"
                + path);
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(patience)
                .header("Content-Type", "application/json").PUT(BodyPublishers.ofString(body)).build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() >= 300 && answer.statusCode() != EXISTS) {
            throw new IOException("Pulsar answered " + answer.statusCode() + " to PUT " + uri.getPath() + ": "
                    + answer.body());
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
