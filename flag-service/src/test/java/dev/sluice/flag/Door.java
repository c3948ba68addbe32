package dev.sluice.flag;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;

import org.springframework.boot.test.context.TestComponent;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.common.identity.Role;
import dev.sluice.common.test.TestIssuer;

/** Calls the running service as a stranger would: over HTTP, with a token or without. */
@TestComponent
public class Door {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Environment environment;

    Door(Environment environment) {
        this.environment = environment;
    }

    /** An answer with whatever it says. */
    public record Answer(int status, String contentType, String etag, String retryAfter, String text) {

        public JsonNode json() {
            return JSON.readTree(text);
        }

        /** The last part of a problem's type. */
        public String problem() {
            return json().path("type").asString().replace("urn:sluice:problem:", "");
        }
    }

    /** Someone who calls. */
    public record Caller(Door door, String token, String name) {

        public Answer get(String path) {
            return door.send("GET", path, token, "");
        }

        public Answer put(String path, String body, String... headers) {
            return door.send("PUT", path, token, body, headers);
        }

        public Answer post(String path, String body, String... headers) {
            return door.send("POST", path, token, body, headers);
        }

        public Answer delete(String path, String... headers) {
            return door.send("DELETE", path, token, "", headers);
        }

        /** Makes a flag that nobody has made before, and returns its key. */
        public String flag(String members) {
            String key = key();
            Answer answer = put("/flags/" + key, """
                    {"description": "A test", "owner": "testers", "status": "GA",
                     "expiration_date": "2999-12-31"%s}"""
                    .formatted(members.isEmpty() ? "" : ", " + members));
            if (answer.status() != 201) {
                throw new AssertionError(answer.toString());
            }
            return key;
        }
    }

    /** A key that no other test has. */
    public static String key() {
        return "flag-" + UUID.randomUUID();
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + environment.getRequiredProperty("local.server.port") + path);
    }

    /** A new person with these roles. */
    public Caller as(Role... roles) {
        String id = UUID.randomUUID().toString();
        String name = id.substring(0, 8) + "@example.org";
        return new Caller(this, TestIssuer.shared().token(id, name, roles), name);
    }

    public Caller steward() {
        return as(Role.STEWARD);
    }

    public Caller service(String... scopes) {
        return with(TestIssuer.shared().serviceToken("service-" + UUID.randomUUID(), scopes));
    }

    /** Whoever has that token; empty for none. */
    public Caller with(String token) {
        return new Caller(this, token, "");
    }

    Answer send(String method, String path, String token, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> response = CLIENT.send(request.build(),
                    HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), header(response, "Content-Type"),
                    header(response, "ETag"), header(response, "Retry-After"), response.body());
        }
        catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
