package dev.sluice.local.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One caller at the platform's HTTP doors: a token, or none before it signed in. */
public final class Door {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http;
    private final Map<String, String> headers;

    private Door(HttpClient http, Map<String, String> headers) {
        this.http = http;
        this.headers = headers;
    }

    public static Door anonymous() {
        return anonymous(HttpClient.newBuilder().connectTimeout(PATIENCE).build());
    }

    /** The same by somebody else's client, who may listen. */
    public static Door anonymous(HttpClient http) {
        return new Door(http, Map.of());
    }

    /** The same caller, signed in. */
    public Door with(String accessToken) {
        return with("Authorization", "Bearer " + accessToken);
    }

    /** The same caller, who sends this header too. */
    public Door with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Door(http, Map.copyOf(more));
    }

    public Answer get(URI uri) {
        return send(request(uri).GET());
    }

    /** Reads the body as text, line by line, without holding it. */
    public <T> T read(URI uri, Function<Stream<String>, T> reading) {
        HttpRequest request = request(uri).GET().build();
        try {
            HttpResponse<Stream<String>> response = http.send(request, BodyHandlers.ofLines());
            try (var lines = response.body()) {
                if (response.statusCode() != 200) {
                    throw new StepFailed("GET " + uri + " answered " + response.statusCode());
                }
                return reading.apply(lines);
            }
        }
        catch (IOException e) {
            throw new StepFailed("GET " + uri + " got no answer", e);
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StepFailed("Interrupted while waiting for GET " + uri, e);
        }
    }

    public Answer post(URI uri, Object json) {
        return send(request(uri).header("Content-Type", "application/json").POST(json(json)));
    }

    public Answer put(URI uri, Object json) {
        return send(request(uri).header("Content-Type", "application/json").PUT(json(json)));
    }

    public Answer post(URI uri, String contentType, BodyPublisher body) {
        return send(request(uri).header("Content-Type", contentType).POST(body));
    }

    static JsonNode parse(byte[] json) {
        return JSON.readTree(json);
    }

    private HttpRequest.Builder request(URI uri) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(PATIENCE);
        headers.forEach(request::header);
        return request;
    }

    private static BodyPublisher json(Object value) {
        return BodyPublishers.ofByteArray(JSON.writeValueAsBytes(value));
    }

    private Answer send(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        String what = request.method() + " " + request.uri();
        try {
            HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
            JsonNode body = response.body().length == 0 ? JSON.nullNode() : JSON.readTree(response.body());
            return new Answer(what, response.statusCode(), response.headers(), body);
        }
        catch (IOException e) {
            throw new StepFailed(what + " got no answer", e);
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StepFailed("Interrupted while waiting for " + what, e);
        }
    }
}
