package dev.sluice.common.test;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Talks to a running service as any client would. */
public final class Http {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static volatile HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String PROBLEM = "urn:sluice:problem:";

    /** What came back. */
    public record Answer(int status, HttpHeaders headers, String body) {

        public JsonNode json() {
            return JSON.readTree(body);
        }

        /** Empty when there is none of that name. */
        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        /** The name of the problem that this is; fails when it is none of ours. */
        public String problem() {
            String type = header("Content-Type").startsWith("application/problem+json")
                    ? json().path("type").asString("") : "";
            if (!type.startsWith(PROBLEM)) {
                throw new AssertionError("No problem of ours: " + this);
            }
            return type.substring(PROBLEM.length());
        }

        @Override
        public String toString() {
            return status + " " + body;
        }
    }

    private Http() {
    }

    /** Talks through somebody else's client from now on, who may listen. */
    public static void through(HttpClient another) {
        client = another;
    }

    public static HttpRequest.Builder request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(PATIENCE);
    }

    /**
     * With a token and headers.
     *
     * @param token empty for none
     * @param headers names and values in turn
     */
    public static HttpRequest.Builder request(int port, String path, String token, String... headers) {
        HttpRequest.Builder request = request(port, path);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return headers.length == 0 ? request : request.headers(headers);
    }

    public static HttpRequest.Builder json(int port, String path, String token, String body) {
        return request(port, path, token).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    /**
     * What the service answers.
     *
     * @throws Unanswered when it does not
     */
    public static Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.headers(), answer.body());
        }
        catch (IOException failed) {
            throw new Unanswered(failed);
        }
        catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** The connection broke, or there was none: the client does not know what became of its request. */
    public static final class Unanswered extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private Unanswered(IOException cause) {
            super(cause);
        }
    }
}
