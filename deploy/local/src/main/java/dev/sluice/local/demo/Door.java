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

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One caller at the platform's HTTP doors: a token, or none before it signed in. */
final class Door {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http;
    private final @Nullable String token;

    private Door(HttpClient http, @Nullable String token) {
        this.http = http;
        this.token = token;
    }

    static Door anonymous() {
        return new Door(HttpClient.newBuilder().connectTimeout(PATIENCE).build(), null);
    }

    Door with(String accessToken) {
        return new Door(http, accessToken);
    }

    Answer get(URI uri) {
        return send(request(uri).GET());
    }

    /** Reads the body as text, line by line counted, without holding it. */
    long countLines(URI uri) {
        HttpRequest request = request(uri).GET().build();
        try {
            HttpResponse<java.util.stream.Stream<String>> response =
                    http.send(request, BodyHandlers.ofLines());
            try (var lines = response.body()) {
                if (response.statusCode() != 200) {
                    throw new StepFailed("GET " + uri + " answered " + response.statusCode());
                }
                return lines.count();
            }
        } catch (IOException e) {
            throw new StepFailed("GET " + uri + " got no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StepFailed("Interrupted while waiting for GET " + uri, e);
        }
    }

    Answer post(URI uri, Object json) {
        return send(request(uri).header("Content-Type", "application/json").POST(json(json)));
    }

    Answer put(URI uri, Object json) {
        return send(request(uri).header("Content-Type", "application/json").PUT(json(json)));
    }

    Answer post(URI uri, String contentType, byte[] body) {
        return send(request(uri).header("Content-Type", contentType).POST(BodyPublishers.ofByteArray(body)));
    }

    static JsonNode parse(byte[] json) {
        return JSON.readTree(json);
    }

    private HttpRequest.Builder request(URI uri) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(PATIENCE);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
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
        } catch (IOException e) {
            throw new StepFailed(what + " got no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StepFailed("Interrupted while waiting for " + what, e);
        }
    }
}
